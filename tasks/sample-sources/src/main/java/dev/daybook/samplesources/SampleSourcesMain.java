package dev.daybook.samplesources;

import dev.daybook.task.Environment;
import dev.daybook.task.ExitCode;
import dev.daybook.task.StepFailure;
import dev.daybook.task.command.OptionReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import picocli.CommandLine;

/** Starts the command. */
public final class SampleSourcesMain {

    private static final List<String> HELP = List.of("--help", "-h", "--version", "-V");

    private SampleSourcesMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), new Environment(System.getenv()), out, err));
    }

    /** Runs the command and gives its exit code; tests drive the same. */
    static int run(List<String> arguments, Environment environment, PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(new SampleSourcesCommand(environment, out));
        commandLine.setOut(out);
        commandLine.setErr(err);
        if (HELP.stream().anyMatch(arguments::contains)) {
            return commandLine.execute(arguments.toArray(String[]::new));
        }
        OptionReader reader = new OptionReader(commandLine.getCommandSpec());
        reader.read(arguments, 1, environment.variables());
        try {
            if (!reader.usageProblems().isEmpty()) {
                throw new StepFailure.Usage(reader.usageProblems());
            }
            commandLine.<SampleSourcesCommand>getCommand().write();
            return ExitCode.OK;
        } catch (StepFailure e) {
            e.problems().forEach(problem -> err.println("sample-sources: " + problem));
            return ExitCode.of(e);
        } catch (RuntimeException e) {
            e.printStackTrace(err);
            return ExitCode.BUG;
        }
    }
}
