package dev.daybook.extractpostgres;

import dev.daybook.task.StepProgram;

/** The program {@code extract-postgres}. */
public final class ExtractPostgresMain {

    private ExtractPostgresMain() {}

    /** Runs the step and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(program().run(args));
    }

    /** The program around the step. */
    static StepProgram program() {
        return StepProgram.of("extract-postgres", ExtractPostgres::new);
    }
}
