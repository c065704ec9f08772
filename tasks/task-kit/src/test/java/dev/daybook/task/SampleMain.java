package dev.daybook.task;

import dev.daybook.task.run.StepProgram;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** The main of {@link SampleStep}, for tests with real processes. */
public final class SampleMain {

    private SampleMain() {}

    public static StepProgram program() {
        return StepProgram.of("sample-step", SampleStep::new)
                .withThrough()
                .withCommand("inspect", "print what was found", Inspect::new)
                .withCommand("retire", "drop a day", Retire::new)
                .withVariables(List.of(new EnvironmentVariable("SAMPLE_DB_URL", "where the database is")));
    }

    /** Runs the step. */
    public static void main(String[] arguments) {
        System.exit(program().run(arguments));
    }

    static final class Inspect implements StepCommand.ForPeople {

        @Parameters(paramLabel = "FILE", description = "the file to look at")
        String file;

        @Override
        public void run(StepContext context, PrintStream output) {
            output.println("found " + file);
            output.println("second line");
        }
    }

    static final class Retire implements StepCommand.ForPeriod {

        @Override
        public StepResult run(StepRequest request, StepContext context) {
            context.warn("dropped " + request.period());
            return new StepResult(StepResult.Status.DONE, Optional.empty(), new StepResult.Totals(1, 0, 0));
        }
    }
}
