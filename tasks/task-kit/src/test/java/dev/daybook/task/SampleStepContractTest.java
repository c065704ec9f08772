package dev.daybook.task;

import dev.daybook.task.run.StepProgram;
import dev.daybook.task.testing.StepContractTest;
import java.util.List;

class SampleStepContractTest extends StepContractTest {

    @Override
    protected StepProgram program() {
        return SampleMain.program();
    }

    @Override
    protected Step step() {
        return new SampleStep();
    }

    @Override
    protected List<String> requiredVariables() {
        return List.of("SAMPLE_DB_URL");
    }
}
