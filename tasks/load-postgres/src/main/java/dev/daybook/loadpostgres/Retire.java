package dev.daybook.loadpostgres;

import dev.daybook.loadpostgres.gate.SourceStep;
import dev.daybook.loadpostgres.periods.SourceRetirement;
import dev.daybook.loadpostgres.retention.StagingSchemas;
import dev.daybook.loadpostgres.schema.SchemaOrigin;
import dev.daybook.loadpostgres.session.PeriodLock;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.loadpostgres.switchover.ViewSwitch;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.LockWaits;
import dev.daybook.postgres.warehouse.Part;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.postgres.warehouse.WarehouseTables;
import dev.daybook.task.StepCommand;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;

/** The command {@code retire}: drops a day from the warehouse. The lake keeps it, so it can be loaded again. */
final class Retire implements StepCommand.ForPeriod {

    private static final Logger LOG = LoggerFactory.getLogger(Retire.class);

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        LoadSettings settings = options.settings(request.pipeline());
        try (Warehouse warehouse = Warehouse.of(context, request)) {
            List<Ledger> parts = partsOfSources(request, settings, warehouse);
            if (parts.size() < settings.sources().size()) {
                StepResult snapshots = retireSnapshots(request, settings, context, warehouse);
                return parts.isEmpty()
                        ? snapshots
                        : together(snapshots, retireParts(parts, request, context, warehouse));
            }
            return retireParts(parts, request, context, warehouse);
        }
    }

    /** Those of the sources that are loaded by themselves; all others are snapshots. */
    private static List<Ledger> partsOfSources(StepRequest request, LoadSettings settings, Warehouse warehouse) {
        return warehouse.shortWork(connection -> {
            List<Ledger> found = new ArrayList<>();
            if (WarehouseTables.hasLedger(connection)) {
                for (SourceStep source : settings.sources()) {
                    Ledger ledger = new Ledger(
                            request.pipeline(), new Part(source.source().value()));
                    if (!ledger.part().equals(Part.SNAPSHOT) && ledger.wasEverLoaded(connection)) {
                        found.add(ledger);
                    }
                }
            }
            return found;
        });
    }

    private static StepResult retireParts(
            List<Ledger> parts, StepRequest request, StepContext context, Warehouse warehouse) {
        SourceRetirement retirement = new SourceRetirement(warehouse, WarehouseNames.of(request.pipeline()), context);
        StepResult all = result(StepResult.Status.UNCHANGED, 0, 0);
        for (Ledger part : parts) {
            Optional<LedgerRow> row =
                    retirement.retire(part, request.period(), request.runId().value());
            if (row.isPresent()) {
                all = together(
                        all,
                        result(
                                StepResult.Status.DONE,
                                row.get().datasets().size(),
                                row.get().rows()));
            }
        }
        return all;
    }

    private static StepResult together(StepResult one, StepResult other) {
        return new StepResult(
                one.status().with(other.status()),
                Optional.empty(),
                one.totals().plus(other.totals()));
    }

    private static StepResult retireSnapshots(
            StepRequest request, LoadSettings settings, StepContext context, Warehouse warehouse) {
        try (LockWaits _ = LockWaits.start(warehouse::open);
                PeriodLock lock = PeriodLock.take(warehouse, request.pipeline(), request.period(), Part.SNAPSHOT)) {
            try {
                return retire(request, settings, context, warehouse);
            } catch (RuntimeException e) {
                throw lock.explain(e);
            }
        }
    }

    private static StepResult retire(
            StepRequest request, LoadSettings settings, StepContext context, Warehouse warehouse) {
        WarehouseNames names = WarehouseNames.of(request.pipeline());
        Ledger ledger = new Ledger(request.pipeline());
        Optional<LedgerRow> row = warehouse.shortWork(connection ->
                WarehouseTables.hasLedger(connection) ? ledger.find(connection, request.period()) : Optional.empty());
        if (row.isEmpty()) {
            LOG.info("{} is not loaded; nothing to drop", request.period());
            return result(StepResult.Status.UNCHANGED, 0, 0);
        }
        warehouse.runShort(connection -> {
            WarehouseTables.createMissing(connection);
        });
        AtomicReference<Optional<String>> takenOver = new AtomicReference<>(Optional.empty());
        boolean moved = new ViewSwitch(warehouse, names, settings.views(), context).moveToNewest(connection -> {
            takenOver.set(renameToStaging(connection, names, row.get(), settings.takeOver()));
            ledger.remove(
                    connection,
                    request.period(),
                    Ledger.Event.RETIRED,
                    request.runId().value());
        });
        Objects.requireNonNull(takenOver.get(), "empty at first").ifPresent(context::warn);
        LOG.info("retired {}{}", request.period(), moved ? "; the views moved to the newest day left" : "");
        new StagingSchemas(warehouse, names, settings.takeOver(), context).drop(request.period());
        return result(
                StepResult.Status.DONE, row.get().datasets().size(), row.get().rows());
    }

    /** Renames the day's schema; the ledger must still have its row. A warning when somebody else made it. */
    private static Optional<String> renameToStaging(
            Connection connection, WarehouseNames names, LedgerRow row, boolean takeOver) throws SQLException {
        return switch (SchemaOrigin.of(connection, names, row.schema())) {
            case SchemaOrigin.Foreign foreign -> Optional.of(foreign.takeOver(connection, names, takeOver));
            case SchemaOrigin.Made made -> {
                SchemaOrigin.renameToStaging(connection, names, made);
                yield Optional.empty();
            }
            case SchemaOrigin.Absent _ -> {
                LOG.info("schema {} was dropped by hand", row.schema());
                yield Optional.empty();
            }
        };
    }

    private static StepResult result(StepResult.Status status, int datasets, long rows) {
        return new StepResult(status, Optional.empty(), new StepResult.Totals(datasets, rows, 0), Map.of());
    }
}
