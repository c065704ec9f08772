package dev.daybook.task.run;

import dev.daybook.task.Environment;
import dev.daybook.task.ExitCode;
import dev.daybook.task.Period;
import dev.daybook.task.StepRequest;
import dev.daybook.task.command.CommandLineReader;
import dev.daybook.task.command.Invocation;
import dev.daybook.task.command.Program;
import dev.daybook.task.command.Settings;
import dev.daybook.task.log.ErrorOutput;
import dev.daybook.task.log.Log;
import dev.daybook.task.log.LogLines;
import dev.daybook.task.progress.ProgressBoard;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a program, from its arguments to its exit code. */
final class ProgramRun {

    private final Program program;
    private final Surroundings surroundings;
    private final ProcessControl process;
    private final ErrorOutput errors;
    private final OutOfMemory outOfMemory;

    ProgramRun(Program program, Surroundings surroundings, ProcessControl process) {
        this.program = program;
        this.surroundings = surroundings;
        this.process = process;
        this.errors = new ErrorOutput(surroundings.stderr());
        this.outOfMemory = new OutOfMemory(surroundings, process);
    }

    /** Runs and returns the exit code. */
    int run(List<String> arguments) {
        process.onOutOfMemory(outOfMemory::end);
        try {
            return run(
                    new CommandLineReader(program, surroundings.environment(), surroundings.clock()).read(arguments));
        } catch (RuntimeException | Error e) {
            // Before the work: an annotation that picocli refuses, a step that cannot be made.
            Report report = report(Settings.DEFAULT, withStep(Map.of()), Optional.empty());
            return report.write(report.unexpected(e), List.of());
        }
    }

    private int run(Invocation invocation) {
        return switch (invocation) {
            case Invocation.Text text ->
                report(Settings.DEFAULT, withStep(Map.of()), Optional.empty())
                        .print(text.text().getBytes(StandardCharsets.UTF_8));
            case Invocation.Refused refused ->
                report(refused.settings(), withStep(refused.facts()), textInstead(refused))
                        .write(Outcome.Failed.of(refused.failure()), List.of());
            case Invocation.ForPeriod asked -> forPeriod(asked);
            case Invocation.ForPeople further -> forPeople(further);
        };
    }

    private static Optional<ByteArrayOutputStream> textInstead(Invocation.Refused refused) {
        return refused.hasReceipt() ? Optional.empty() : Optional.of(new ByteArrayOutputStream());
    }

    private int forPeriod(Invocation.ForPeriod asked) {
        Map<String, String> facts = withStep(facts(asked));
        Report report = report(asked.settings(), facts, Optional.empty());
        RunLines lines = new RunLines(asked.settings().logFormat(), facts);
        StopSwitch stopSwitch = new StopSwitch();
        if (asked.through().isPresent()) {
            PeriodsWork.Frame frame = frame(asked.settings(), lines, report, stopSwitch);
            RunWork work = new PeriodsWork(asked, frame, stopSwitch, surroundings.clock());
            return supervised(report, asked.settings(), stopSwitch, work);
        }
        RunContext context = context(asked.settings(), lines.ofRun(), stopSwitch);
        RunWork work = new SingleWork(
                context,
                given -> asked.work()
                        .act()
                        .apply(asked.request(), given)
                        .<Outcome>map(Outcome.Succeeded::new)
                        .orElseGet(Outcome.Checked::new));
        return supervised(report, asked.settings(), stopSwitch, work);
    }

    private static Map<String, String> facts(Invocation.ForPeriod asked) {
        StepRequest request = asked.request();
        Map<String, String> facts = new LinkedHashMap<>();
        if (!asked.command().equals("run")) {
            facts.put("command", asked.command());
        }
        facts.put("pipeline", request.pipeline().value());
        facts.put("period", request.period().toString());
        asked.through().ifPresent(last -> facts.put("through", last.toString()));
        facts.put("run_id", request.runId().value());
        facts.put("attempt", String.valueOf(request.attempt()));
        return facts;
    }

    private int forPeople(Invocation.ForPeople further) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Report report = report(further.settings(), withStep(Map.of()), Optional.of(text));
        StopSwitch stopSwitch = new StopSwitch();
        LogLines lines = new RunLines(further.settings().logFormat(), withStep(Map.of())).ofRun();
        RunWork work = new SingleWork(context(further.settings(), lines, stopSwitch), context -> {
            PrintStream output = new PrintStream(text, false, StandardCharsets.UTF_8);
            further.command().run(context, output);
            output.flush();
            return new Outcome.Checked();
        });
        return supervised(report, further.settings(), stopSwitch, work);
    }

    private Report report(Settings settings, Map<String, String> facts, Optional<ByteArrayOutputStream> textInstead) {
        install(new RunLines(settings.logFormat(), facts).ofRun(), settings);
        return new Report(surroundings, outOfMemory, facts, settings, textInstead);
    }

    private Map<String, String> withStep(Map<String, String> facts) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("step", program.name());
        all.putAll(facts);
        return all;
    }

    private void install(LogLines lines, Settings settings) {
        Log.install(errors, lines, settings.logLevel(), surroundings.clock());
    }

    private RunContext context(Settings settings, LogLines lines, StopSwitch stopSwitch) {
        ProgressBoard board =
                ProgressBoard.of(settings.progress(), process.terminalWidth(), errors, lines, surroundings.clock());
        return new RunContext(surroundings.clock(), new Environment(surroundings.environment()), board, stopSwitch);
    }

    private PeriodsWork.Frame frame(Settings settings, RunLines lines, Report report, StopSwitch stopSwitch) {
        return new PeriodsWork.Frame() {
            @Override
            public RunContext begin(Period period) {
                install(lines.of(period), settings);
                return context(settings, lines.of(period), stopSwitch);
            }

            @Override
            public void end(Period last) {
                install(lines.ofEnd(last), settings);
            }

            @Override
            public Outcome.Failed failure(Throwable thrown) {
                return report.failure(thrown);
            }
        };
    }

    private int supervised(Report report, Settings settings, StopSwitch stopSwitch, RunWork work) {
        process.onSignal(() -> new StopReport(report, stopSwitch, work, process).stop());
        Outcome outcome = outcome(report, settings, work);
        if (!stopSwitch.end(outcome.exitCode() == ExitCode.OK)) {
            process.awaitHalt();
            return ExitCode.STOPPED;
        }
        work.close();
        int exitCode = report.write(outcome, work.warnings());
        stopSwitch.reported(exitCode);
        process.endSignals();
        return exitCode;
    }

    private static Outcome outcome(Report report, Settings settings, RunWork work) {
        try {
            settings.receiptFile().map(ReceiptFile::new).ifPresent(ReceiptFile::check);
            return work.act();
        } catch (RuntimeException | Error e) {
            return report.failure(e);
        }
    }
}
