package dev.daybook.extractcsv;

import dev.daybook.extractcsv.inspect.InspectCommand;
import dev.daybook.extractkit.ExtractArguments;
import dev.daybook.task.run.StepProgram;

/** The program {@code extract-csv}. */
public final class ExtractCsvMain {

    private ExtractCsvMain() {}

    /** Runs the step and exits with its code. */
    public static void main(String[] args) {
        System.exit(program().run(args));
    }

    /** The step's program. */
    static StepProgram program() {
        return StepProgram.of("extract-csv", ExtractCsv::new)
                .withThrough()
                .withCommand("inspect", "reads a CSV file and proposes its schema, with evidence", InspectCommand::new)
                .withVariables(ExtractArguments.VARIABLES);
    }
}
