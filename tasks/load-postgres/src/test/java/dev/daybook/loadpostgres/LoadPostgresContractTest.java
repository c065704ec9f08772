package dev.daybook.loadpostgres;

import dev.daybook.task.Step;
import dev.daybook.task.run.StepProgram;
import dev.daybook.task.testing.StepContractTest;
import java.util.List;

class LoadPostgresContractTest extends StepContractTest {

    @Override
    protected StepProgram program() {
        return LoadPostgresMain.program();
    }

    @Override
    protected Step step() {
        return new LoadPostgres();
    }

    @Override
    protected List<String> requiredVariables() {
        return List.of("WAREHOUSE_DB_URL");
    }
}
