package dev.daybook.loadpostgres;

import dev.daybook.lake.Lake;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.Step;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The step {@code load-postgres}: loads the extracts of a period into the warehouse and moves the views to it. */
@Command(description = "Load a day from the lake into the warehouse, and move the views to it when it is the newest.")
final class LoadPostgres implements Step {

    static final String NAME = "load-postgres";

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        LoadSettings settings = options.check(request.pipeline());
        WarehouseNames names = LoadOptions.names(request.pipeline());
        Gate gate = options.gate(request, context);
        try (Warehouse warehouse = warehouse(context, request)) {
            Extracts extracts = gate.pass(settings.sources());
            return new Load(request, settings, warehouse, names, context).run(extracts);
        }
    }

    @Override
    public void check(StepRequest request, StepContext context) {
        LoadSettings settings = options.check(request.pipeline());
        options.gate(request, context);
        try (Warehouse warehouse = warehouse(context, request)) {
            new WarehouseCheck(
                            warehouse,
                            LoadOptions.names(request.pipeline()),
                            settings,
                            Lake.of(request, SigningKeys.NONE))
                    .run();
        }
    }

    /** The warehouse that the environment names. */
    static Warehouse warehouse(StepContext context, StepRequest request) {
        return new Warehouse(
                ConnectionSettings.from(context.environment(), "WAREHOUSE_DB"),
                "daybook " + NAME + " " + request.pipeline() + " " + request.period());
    }
}
