package dev.daybook.publishreport;

import dev.daybook.task.EnvironmentVariable;
import dev.daybook.task.run.StepProgram;
import java.util.List;
import java.util.function.Supplier;

/** Starts the step. */
public final class PublishReportMain {

    private PublishReportMain() {}

    /** Runs the step and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(program().run(arguments));
    }

    static StepProgram program() {
        return program(PublishReport::new);
    }

    static StepProgram program(Supplier<PublishReport> step) {
        return StepProgram.of("publish-report", step)
                .withThrough()
                .withVariables(List.of(
                        new EnvironmentVariable(
                                "WAREHOUSE_DB_URL", "the warehouse, jdbc:postgresql:// or postgresql://"),
                        new EnvironmentVariable(
                                "WAREHOUSE_DB_USER", "the role that reads it and writes daybook.step_log"),
                        new EnvironmentVariable(
                                "WAREHOUSE_DB_PASSWORD", "its password; or WAREHOUSE_DB_PASSWORD_FILE")));
    }
}
