package dev.daybook.loadpostgres;

import dev.daybook.loadpostgres.session.StepName;
import dev.daybook.task.EnvironmentVariable;
import dev.daybook.task.run.StepProgram;
import java.util.List;

/** The program {@code load-postgres}. */
public final class LoadPostgresMain {

    private LoadPostgresMain() {}

    /** Runs the program; the exit codes are those of the step contract. */
    public static void main(String[] args) {
        System.exit(program().run(args));
    }

    /** The program, for {@link #main} and for tests. */
    public static StepProgram program() {
        return StepProgram.of(StepName.VALUE, LoadPostgres::new)
                .withThrough()
                .withCommand(
                        "retire",
                        "Drop a day from the warehouse and move the views to the newest one left",
                        Retire::new)
                .withCommand(
                        "verify",
                        "Compare a day's tables with the lake, content hash by content hash, or with the source",
                        Verify::new)
                .withVariables(List.of(
                        new EnvironmentVariable(
                                "WAREHOUSE_DB_URL", "where the warehouse is: postgresql://host:5432/database"),
                        new EnvironmentVariable("WAREHOUSE_DB_USER", "the role that loads"),
                        new EnvironmentVariable("WAREHOUSE_DB_PASSWORD", "its password, or"),
                        new EnvironmentVariable("WAREHOUSE_DB_PASSWORD_FILE", "a file that holds it"),
                        new EnvironmentVariable(
                                "SOURCE_DB_URL",
                                "verify --against source: where the source is, and SOURCE_DB_USER, SOURCE_DB_PASSWORD"),
                        new EnvironmentVariable(
                                "LAKE_KEY_FILE", "a file with the key that signed the manifests, or two")));
    }
}
