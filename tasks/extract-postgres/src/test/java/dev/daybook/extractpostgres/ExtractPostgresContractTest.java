package dev.daybook.extractpostgres;

import dev.daybook.task.Step;
import dev.daybook.task.run.StepProgram;
import dev.daybook.task.testing.StepContractTest;
import java.util.List;

class ExtractPostgresContractTest extends StepContractTest {

    @Override
    protected StepProgram program() {
        return ExtractPostgresMain.program();
    }

    @Override
    protected Step step() {
        return new ExtractPostgres();
    }

    @Override
    protected List<String> requiredVariables() {
        return List.of("SOURCE_DB_URL");
    }
}
