package dev.daybook.publishreport;

import dev.daybook.task.Step;
import dev.daybook.task.run.StepProgram;
import dev.daybook.task.testing.StepContractTest;
import java.util.List;

class PublishReportContractTest extends StepContractTest {

    @Override
    protected StepProgram program() {
        return PublishReportMain.program();
    }

    @Override
    protected Step step() {
        return new PublishReport();
    }

    @Override
    protected List<String> requiredVariables() {
        return List.of("WAREHOUSE_DB_URL");
    }

    @Override
    protected List<String> requiredOptions() {
        return List.of("--report", "../../dags/northwind/orders_with_details.sql");
    }
}
