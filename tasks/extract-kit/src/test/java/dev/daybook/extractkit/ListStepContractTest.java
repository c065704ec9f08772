package dev.daybook.extractkit;

import dev.daybook.task.Step;
import dev.daybook.task.run.StepProgram;
import dev.daybook.task.testing.StepContractTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class ListStepContractTest extends StepContractTest {

    private static final Source SOURCE = new ListSource(Instant.EPOCH, true, Map.of(), Map.of(), List.of(), List.of());

    @Override
    protected StepProgram program() {
        return ListStep.program(SOURCE);
    }

    @Override
    protected Step step() {
        return new ListStep(SOURCE);
    }

    @Override
    protected List<String> requiredVariables() {
        return List.of();
    }
}
