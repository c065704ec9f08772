package dev.daybook.task.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.task.Environment;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.RunId;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.command.Invocation;
import dev.daybook.task.command.Program;
import dev.daybook.task.command.Settings;
import dev.daybook.task.log.ErrorOutput;
import dev.daybook.task.log.LogFormat;
import dev.daybook.task.log.LogLines;
import dev.daybook.task.progress.ProgressBoard;
import dev.daybook.task.progress.ProgressMode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a stop, at every moment of the work for many periods. */
class PeriodsWorkTest {

    private final StopSwitch stopSwitch = new StopSwitch();
    private final List<String> lines = new ArrayList<>();
    private PeriodsWork work;

    private final PeriodsWork.Frame frame = new PeriodsWork.Frame() {
        @Override
        public RunContext begin(Period period) {
            ErrorOutput nowhere = new ErrorOutput(new ByteArrayOutputStream());
            LogLines lines = new LogLines(LogFormat.TEXT, Map.of());
            ProgressBoard board = ProgressBoard.of(ProgressMode.NONE, 0, nowhere, lines, Clock.systemUTC());
            return new RunContext(Clock.systemUTC(), new Environment(Map.of()), board, stopSwitch);
        }

        @Override
        public void end(Period last) {}

        @Override
        public Outcome.Failed failure(Throwable thrown) {
            throw new AssertionError(thrown);
        }
    };

    private StepResult noteWhatAStopWouldSay() {
        lines.add(work.stopped(false).problems().getFirst());
        lines.add(work.stopped(true).problems().getFirst());
        return new StepResult(StepResult.Status.DONE, Optional.empty(), new StepResult.Totals(1, 10, 100));
    }

    @Test
    void stopSaysWhichPeriodsAreDone() {
        Invocation.ForPeriod asked = new Invocation.ForPeriod(
                "run",
                new Program.Work.ForPeriod(this, (request, context) -> Optional.of(noteWhatAStopWouldSay())),
                new StepRequest(
                        new PipelineName("shop"), Period.parse("2024-01-20T22"), Path.of("lake"), new RunId("r1"), 1),
                Optional.of(Period.parse("2024-01-20T23")),
                Settings.DEFAULT);
        work = new PeriodsWork(asked, frame, stopSwitch, Clock.systemUTC());

        Outcome outcome = work.act();

        assertThat(lines)
                .containsExactly(
                        "stopped by SIGTERM, nothing published",
                        "stopped by SIGTERM in 2024-01-20T22 after publishing and before its end, 0 of 2 periods were"
                                + " done before, run it again",
                        "stopped by SIGTERM, 1 of 2 periods are done, nothing published for the others, run it again",
                        "stopped by SIGTERM in 2024-01-20T23 after publishing and before its end, 1 of 2 periods were"
                                + " done before, run it again");
        assertThat(outcome)
                .isEqualTo(new Outcome.SucceededForAll(
                        new PeriodSums(StepResult.Status.DONE, 2, new StepResult.Totals(2, 20, 200))));
    }
}
