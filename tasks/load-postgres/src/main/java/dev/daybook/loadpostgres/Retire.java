package dev.daybook.loadpostgres;

import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.postgres.warehouse.WarehouseTables;
import dev.daybook.task.StepCommand;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
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
        LoadSettings settings = options.check(request.pipeline());
        try (Warehouse warehouse = LoadPostgres.warehouse(context, request);
                LockWatch _ = LockWatch.start(warehouse);
                PeriodLock lock = PeriodLock.take(warehouse, request.pipeline(), request.period())) {
            try {
                return retire(request, settings, context, warehouse);
            } catch (RuntimeException e) {
                throw lock.explain(e);
            }
        }
    }

    private static StepResult retire(
            StepRequest request, LoadSettings settings, StepContext context, Warehouse warehouse) {
        WarehouseNames names = LoadOptions.names(request.pipeline());
        Ledger ledger = new Ledger(request.pipeline());
        Optional<LedgerRow> row = warehouse.work(connection ->
                WarehouseTables.hasLedger(connection) ? ledger.find(connection, request.period()) : Optional.empty());
        if (row.isEmpty()) {
            LOG.info("{} is not loaded; nothing to drop", request.period());
            return result(StepResult.Status.UNCHANGED, 0, 0);
        }
        warehouse.work(connection -> {
            WarehouseTables.createMissing(connection);
            return null;
        });
        boolean moved = new ViewSwitch(warehouse, names, settings, context)
                .moveToNewest(connection -> setAside(connection, names, ledger, row.get(), request));
        LOG.info("retired {}{}", request.period(), moved ? "; the views moved to the newest day left" : "");
        new Housekeeping(warehouse, names, context).dropAside(request.period());
        return result(
                StepResult.Status.DONE, row.get().datasets().size(), row.get().rows());
    }

    private static void setAside(
            Connection connection, WarehouseNames names, Ledger ledger, LedgerRow row, StepRequest request)
            throws SQLException {
        SchemaOrigin origin = SchemaOrigin.of(connection, names, row.schema());
        ledger.remove(
                connection, row.period(), Ledger.Event.RETIRED, request.runId().value());
        switch (origin) {
            case SchemaOrigin.Foreign foreign -> throw foreign.refusal();
            case SchemaOrigin.Made made -> SchemaOrigin.setAside(connection, names, made);
            case SchemaOrigin.Absent _ -> LOG.info("schema {} was dropped by hand", row.schema());
        }
    }

    private static StepResult result(StepResult.Status status, int datasets, long rows) {
        return new StepResult(status, Optional.empty(), new StepResult.Totals(datasets, rows, 0), Map.of());
    }
}
