package dev.daybook.task.run;

import dev.daybook.task.Environment;
import dev.daybook.task.ExitCode;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
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
import java.util.function.Function;

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
            Report report = report(Settings.DEFAULT, Map.of(), Optional.empty());
            return report.write(report.unexpected(e), List.of());
        }
    }

    private int run(Invocation invocation) {
        return switch (invocation) {
            case Invocation.Text text ->
                report(Settings.DEFAULT, Map.of(), Optional.empty())
                        .print(text.text().getBytes(StandardCharsets.UTF_8));
            case Invocation.Refused refused ->
                report(refused.settings(), refused.facts(), textInstead(refused))
                        .write(Outcome.Failed.of(refused.failure()), List.of());
            case Invocation.ForPeriod asked ->
                forPeriod(
                        asked.command(),
                        asked.request(),
                        asked.settings(),
                        context -> asked.work()
                                .act()
                                .apply(asked.request(), context)
                                .<Outcome>map(Outcome.Succeeded::new)
                                .orElseGet(Outcome.Checked::new));
            case Invocation.ForPeople further -> forPeople(further);
        };
    }

    private static Optional<ByteArrayOutputStream> textInstead(Invocation.Refused refused) {
        return refused.hasReceipt() ? Optional.empty() : Optional.of(new ByteArrayOutputStream());
    }

    private int forPeriod(String command, StepRequest request, Settings settings, Function<StepContext, Outcome> work) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!command.equals("run")) {
            facts.put("command", command);
        }
        facts.put("pipeline", request.pipeline().value());
        facts.put("period", request.period().toString());
        facts.put("run_id", request.runId().value());
        facts.put("attempt", String.valueOf(request.attempt()));
        return supervised(report(settings, facts, Optional.empty()), settings, facts, work);
    }

    private int forPeople(Invocation.ForPeople further) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Report report = report(further.settings(), Map.of(), Optional.of(text));
        return supervised(report, further.settings(), Map.of(), context -> {
            PrintStream output = new PrintStream(text, false, StandardCharsets.UTF_8);
            further.command().run(context, output);
            output.flush();
            return new Outcome.Checked();
        });
    }

    private Report report(Settings settings, Map<String, String> facts, Optional<ByteArrayOutputStream> textInstead) {
        Map<String, String> all = withStep(facts);
        Log.install(errors, lines(settings, facts), settings.logLevel(), surroundings.clock());
        return new Report(surroundings, outOfMemory, all, settings, textInstead);
    }

    private Map<String, String> withStep(Map<String, String> facts) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("step", program.name());
        all.putAll(facts);
        return all;
    }

    private LogLines lines(Settings settings, Map<String, String> facts) {
        Map<String, String> shown = withStep(facts);
        shown.remove("attempt");
        return new LogLines(settings.logFormat(), shown);
    }

    private int supervised(
            Report report, Settings settings, Map<String, String> facts, Function<StepContext, Outcome> work) {
        StopSwitch stopSwitch = new StopSwitch();
        ProgressBoard board = ProgressBoard.of(
                settings.progress(), process.terminalWidth(), errors, lines(settings, facts), surroundings.clock());
        RunContext context =
                new RunContext(surroundings.clock(), new Environment(surroundings.environment()), board, stopSwitch);
        process.onSignal(() -> new StopReport(report, stopSwitch, board, context, process).stop());
        Outcome outcome = outcome(report, settings, context, work);
        if (!stopSwitch.end(outcome.exitCode() == ExitCode.OK)) {
            process.awaitHalt();
            return ExitCode.STOPPED;
        }
        board.close();
        int exitCode = report.write(outcome, context.warnings());
        stopSwitch.reported(exitCode);
        process.endSignals();
        return exitCode;
    }

    private static Outcome outcome(
            Report report, Settings settings, RunContext context, Function<StepContext, Outcome> work) {
        try {
            settings.receiptFile().map(ReceiptFile::new).ifPresent(ReceiptFile::check);
            return work.apply(context);
        } catch (StepFailure e) {
            return OutOfMemory.isCauseOf(e) ? report.unexpected(e) : Outcome.Failed.of(e);
        } catch (RuntimeException | Error e) {
            return report.unexpected(e);
        }
    }
}
