package dev.daybook.extractpostgres;

import dev.daybook.task.EnvironmentVariable;
import dev.daybook.task.run.StepProgram;
import java.util.List;

/** The program {@code extract-postgres}. */
public final class ExtractPostgresMain {

    private ExtractPostgresMain() {}

    /** Runs the step and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(program().run(args));
    }

    /** The program around the step. */
    static StepProgram program() {
        return StepProgram.of("extract-postgres", ExtractPostgres::new)
                .withVariables(List.of(
                        new EnvironmentVariable(
                                "SOURCE_DB_URL",
                                "where the source is: jdbc:postgresql://host:port/db or postgresql://..."),
                        new EnvironmentVariable("SOURCE_DB_USER", "the role that reads"),
                        new EnvironmentVariable("SOURCE_DB_PASSWORD", "its password"),
                        new EnvironmentVariable("SOURCE_DB_PASSWORD_FILE", "or a file that holds it"),
                        new EnvironmentVariable(
                                "LAKE_KEY_FILE", "a file with the key that signs the manifest, or two")));
    }
}
