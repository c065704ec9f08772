package dev.daybook.samplesources;

import dev.daybook.task.Environment;
import dev.daybook.task.ExitCode;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TimeZone;
import picocli.CommandLine;

/** Starts the command. */
public final class SampleSourcesMain {

    private SampleSourcesMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine(new Environment(System.getenv()), out, err).execute(arguments));
    }

    /** The command line with its exit codes; tests drive the same. */
    static CommandLine commandLine(Environment environment, PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(new SampleSourcesCommand(environment));
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setExecutionExceptionHandler((exception, _, _) -> {
            if (exception instanceof StepFailure failure) {
                err.println("sample-sources: " + failure.getMessage());
                return ExitCode.of(failure);
            }
            exception.printStackTrace(err);
            return ExitCode.BUG;
        });
        commandLine.setParameterExceptionHandler((exception, _) -> {
            Throwable cause = exception.getCause() instanceof StepFailure failure ? failure : exception;
            err.println("sample-sources: " + EscapedText.of(cause.getMessage()) + "; --help lists the options");
            return ExitCode.of(new StepFailure.Usage(cause.getMessage()));
        });
        return commandLine;
    }
}
