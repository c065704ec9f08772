package dev.daybook.loadpostgres;

import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.gate.LoadPart;
import dev.daybook.loadpostgres.periods.PeriodVerification;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.loadpostgres.verify.LakeVerification;
import dev.daybook.loadpostgres.verify.SourceVerification;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepCommand;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code verify}: reads a day's tables back and compares their content hashes with the lake's, or compares
 * their rows with those of the source database.
 */
final class Verify implements StepCommand.ForPeriod {

    /** What a day is compared with. */
    enum Against {
        /** The extract's files and their content hashes. */
        LAKE,
        /** The source database as it is now. */
        SOURCE
    }

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Option(
            names = "--against",
            defaultValue = "lake",
            paramLabel = "lake|source",
            description =
                    "what the day is compared with: the extract in the lake, or the database of SOURCE_DB_URL, where"
                            + " rows that changed since the extract are told apart")
    private Against against = Against.LAKE;

    private List<String> compare(Extracts extracts, StepRequest request, StepContext context, Warehouse warehouse) {
        String schema = new WarehouseNames(request.pipeline()).day(request.period());
        return switch (against) {
            case LAKE -> LakeVerification.ofSchema(schema).compare(extracts, warehouse);
            case SOURCE ->
                new SourceVerification(ConnectionSettings.from(context.environment(), "SOURCE_DB"), schema, context)
                        .compare(extracts, warehouse);
        };
    }

    private List<String> compare(LoadPart.OfSource source, StepRequest request, Warehouse warehouse) {
        return switch (against) {
            case LAKE ->
                new PeriodVerification(new WarehouseNames(request.pipeline()), request.period())
                        .compare(source.extracts(), warehouse);
            case SOURCE ->
                throw new StepFailure.Configuration("--against source: expected sources with snapshots, found source "
                        + source.part() + ", whose data comes a period at a time; leave it out of --sources");
        };
    }

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        LoadSettings settings = options.settings(request.pipeline());
        Extracts extracts = options.gate(request, context).pass(settings.sources());
        extracts.all().forEach(extract -> extract.verify());
        List<String> different = new ArrayList<>();
        try (Warehouse warehouse = Warehouse.of(context, request)) {
            for (LoadPart part : LoadPart.of(extracts)) {
                different.addAll(
                        switch (part) {
                            case LoadPart.Snapshots snapshots ->
                                compare(snapshots.extracts(), request, context, warehouse);
                            case LoadPart.OfSource source -> compare(source, request, warehouse);
                        });
            }
        }
        if (!different.isEmpty()) {
            throw new StepFailure.BadData(
                    String.join("; ", different) + "; retire " + request.period() + ", then load it again");
        }
        long rows = extracts.rows().values().stream().mapToLong(Long::longValue).sum();
        return new StepResult(
                StepResult.Status.DONE,
                Optional.of(extracts.asOf()),
                new StepResult.Totals(extracts.rows().size(), rows, 0),
                Map.of());
    }
}
