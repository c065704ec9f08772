package dev.daybook.task.run;

import dev.daybook.task.FailureKind;
import dev.daybook.task.Period;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.command.Invocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work for many periods: one after the other, as if each were alone, until one fails or a stop comes. */
final class PeriodsWork implements RunWork {

    private static final Logger LOG = LoggerFactory.getLogger(StepProgram.class);

    /** What it needs of the run around it. */
    interface Frame {

        /** The surroundings of the work for a period; log lines are of that period from now on. */
        RunContext begin(Period period);

        /** Log lines are of the whole run from now on, which ended in that period. */
        void end(Period last);

        /** What an exception comes to. */
        Outcome.Failed failure(Throwable thrown);
    }

    private final Invocation.ForPeriod asked;
    private final Frame frame;
    private final StopSwitch stopSwitch;
    private final Clock clock;
    private final List<String> warnings = new ArrayList<>();
    private PeriodSums sums = PeriodSums.NONE;
    private Period period;
    private Optional<RunContext> context = Optional.empty();

    PeriodsWork(Invocation.ForPeriod asked, Frame frame, StopSwitch stopSwitch, Clock clock) {
        this.asked = asked;
        this.frame = frame;
        this.stopSwitch = stopSwitch;
        this.clock = clock;
        this.period = asked.request().period();
    }

    @Override
    public Outcome act() {
        Period last = asked.through().orElseThrow();
        for (Period next = period; next.compareTo(last) <= 0; next = next.next()) {
            if (!stopSwitch.begin()) {
                return stopped(false);
            }
            RunContext surroundings = begin(next);
            try {
                Instant began = clock.instant();
                Outcome.Succeeded done = new Outcome.Succeeded(run(next, surroundings));
                LOG.info(Summary.of(done, Duration.between(began, clock.instant())));
                end(Optional.of(done.result()));
            } catch (RuntimeException | Error e) {
                end(Optional.empty());
                return frame.failure(e).in(next, sums);
            }
        }
        return succeeded();
    }

    private synchronized Outcome succeeded() {
        // The last line is of all periods: its facts are those of the receipt, with the first.
        period = asked.request().period();
        return new Outcome.SucceededForAll(sums);
    }

    private StepResult run(Period next, RunContext surroundings) {
        StepRequest first = asked.request();
        StepRequest request = new StepRequest(first.pipeline(), next, first.lake(), first.runId(), first.attempt());
        return asked.work().act().apply(request, surroundings).orElseThrow();
    }

    private synchronized RunContext begin(Period next) {
        RunContext surroundings = frame.begin(next);
        period = next;
        context = Optional.of(surroundings);
        return surroundings;
    }

    private synchronized void end(Optional<StepResult> result) {
        warnings.addAll(warningsNow());
        context.ifPresent(RunContext::close);
        context = Optional.empty();
        result.ifPresent(done -> sums = sums.plus(done));
    }

    private List<String> warningsNow() {
        return context.map(RunContext::warnings).orElse(List.of()).stream()
                .map(warning -> period + ": " + warning)
                .toList();
    }

    @Override
    public synchronized Outcome.Failed stopped(boolean isPublished) {
        String line = isPublished && context.isPresent()
                ? "stopped by SIGTERM in " + period + " after publishing and before its end, " + share()
                        + " were done before, run it again"
                : sums.periods() == 0
                        ? SingleWork.NOTHING_PUBLISHED
                        : "stopped by SIGTERM, " + share()
                                + " are done, nothing published for the others, run it again";
        return new Outcome.Failed(FailureKind.STOPPED, List.of(line), Optional.empty(), Optional.of(sums));
    }

    private String share() {
        long all = asked.request().period().countThrough(asked.through().orElseThrow());
        return sums.periods() + " of " + all + " periods";
    }

    @Override
    public synchronized List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(warningsNow());
        return all;
    }

    @Override
    public synchronized void close() {
        context.ifPresent(RunContext::close);
        frame.end(period);
    }
}
