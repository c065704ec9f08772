package dev.daybook.loadpostgres;

import dev.daybook.lake.Lake;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.gate.Gate;
import dev.daybook.loadpostgres.gate.LoadPart;
import dev.daybook.loadpostgres.periods.SourceLoad;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.Step;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        WarehouseNames names = WarehouseNames.of(request.pipeline());
        Gate gate = options.gate(request, context);
        try (Warehouse warehouse = Warehouse.of(context, request)) {
            Extracts extracts = gate.pass(settings.sources());
            List<StepResult> results = new ArrayList<>();
            for (LoadPart part : LoadPart.of(extracts)) {
                results.add(
                        switch (part) {
                            case LoadPart.Snapshots snapshots ->
                                new Load(request, settings, warehouse, names, context).run(snapshots.extracts());
                            case LoadPart.OfSource source ->
                                new SourceLoad(request, settings.periods(), warehouse, names, context, source).run();
                        });
            }
            return results.size() == 1 ? results.getFirst() : together(results, extracts);
        }
    }

    private static StepResult together(List<StepResult> results, Extracts extracts) {
        StepResult.Status status = StepResult.Status.UNCHANGED;
        StepResult.Totals totals = StepResult.Totals.NONE;
        Map<String, String> details = new LinkedHashMap<>();
        for (StepResult result : results) {
            status = status.with(result.status());
            totals = totals.plus(result.totals());
            result.details().forEach(details::putIfAbsent);
        }
        return new StepResult(status, Optional.of(extracts.asOf()), totals, details);
    }

    @Override
    public void check(StepRequest request, StepContext context) {
        LoadSettings settings = options.settings(request.pipeline());
        options.gate(request, context);
        try (Warehouse warehouse = Warehouse.of(context, request)) {
            new WarehouseCheck(
                            warehouse,
                            WarehouseNames.of(request.pipeline()),
                            settings,
                            Lake.of(request, SigningKeys.NONE))
                    .run();
        }
    }
}
