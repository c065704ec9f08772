package dev.daybook.loadpostgres;

import dev.daybook.lake.Lake;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.gate.Gate;
import dev.daybook.loadpostgres.session.Warehouse;
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

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        LoadSettings settings = options.settings(request.pipeline());
        WarehouseNames names = LoadOptions.names(request.pipeline());
        Gate gate = options.gate(request, context);
        try (Warehouse warehouse = Warehouse.of(context, request)) {
            Extracts extracts = gate.pass(settings.sources());
            return new Load(request, settings, warehouse, names, context).run(extracts);
        }
    }

    @Override
    public void check(StepRequest request, StepContext context) {
        LoadSettings settings = options.settings(request.pipeline());
        options.gate(request, context);
        try (Warehouse warehouse = Warehouse.of(context, request)) {
            new WarehouseCheck(
                            warehouse,
                            LoadOptions.names(request.pipeline()),
                            settings,
                            Lake.of(request, SigningKeys.NONE))
                    .run();
        }
    }
}
