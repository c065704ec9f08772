package dev.daybook.extractcsv;

import dev.daybook.task.Step;
import dev.daybook.task.run.StepProgram;
import dev.daybook.task.testing.StepContractTest;
import java.util.List;

class ExtractCsvContractTest extends StepContractTest {

    @Override
    protected StepProgram program() {
        return ExtractCsvMain.program();
    }

    @Override
    protected Step step() {
        return new ExtractCsv();
    }

    @Override
    protected List<String> requiredVariables() {
        return List.of();
    }

    @Override
    protected List<String> requiredOptions() {
        return List.of("--file", "order_details=order_details.csv");
    }
}
