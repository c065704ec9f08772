package dev.daybook.loadpostgres.periods;

import dev.daybook.loadpostgres.build.LeftOut;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.gate.LoadPart;
import dev.daybook.loadpostgres.schema.LoadId;
import dev.daybook.loadpostgres.session.PeriodLock;
import dev.daybook.loadpostgres.session.StepName;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.LockWaits;
import dev.daybook.postgres.warehouse.StepLog;
import dev.daybook.postgres.warehouse.StepRun;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.postgres.warehouse.WarehouseTables;
import dev.daybook.task.Period;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.ToolVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The load of one period of a source whose data comes a period at a time, into the tables of all periods. */
public final class SourceLoad {

    private static final Logger LOG = LoggerFactory.getLogger(SourceLoad.class);

    private final StepRequest request;
    private final PeriodsSettings settings;
    private final Warehouse warehouse;
    private final WarehouseNames names;
    private final StepContext context;
    private final Ledger ledger;
    private final Extracts extracts;
    private final Instant started;

    /** @param part the source and its extract, as the gate let it through */
    public SourceLoad(
            StepRequest request,
            PeriodsSettings settings,
            Warehouse warehouse,
            WarehouseNames names,
            StepContext context,
            LoadPart.OfSource part) {
        this.request = request;
        this.settings = settings;
        this.warehouse = warehouse;
        this.names = names;
        this.context = context;
        this.ledger = new Ledger(request.pipeline(), part.part());
        this.extracts = part.extracts();
        this.started = context.clock().instant();
    }

    /**
     * Loads the period unless it is loaded.
     *
     * @throws StepFailure as the parts of a load say; nothing of the period has changed then
     */
    public StepResult run() {
        warehouse.runShort(connection -> WarehouseTables.createMissing(connection));
        try (LockWaits _ = LockWaits.start(warehouse::open);
                PeriodLock lock = PeriodLock.take(warehouse, request.pipeline(), request.period(), ledger.part())) {
            try {
                return run(lock);
            } catch (RuntimeException e) {
                throw lock.explain(e);
            }
        }
    }

    private StepResult run(PeriodLock lock) {
        Optional<LedgerRow> row = warehouse.work(connection -> {
            requireSameLength(connection);
            return ledger.find(connection, request.period());
        });
        boolean hasContent = row.map(LedgerRow::manifestsHash)
                .filter(extracts.manifestsHash()::equals)
                .isPresent();
        if (hasContent && isWhole(row.get())) {
            LOG.info("{} of {} is loaded already with this content", request.period(), ledger.part());
            return result(row.get(), false);
        }
        boolean loaded = load(hasContent ? row.map(LedgerRow::loadId) : Optional.empty(), lock);
        LedgerRow written = warehouse
                .shortWork(connection -> ledger.find(connection, request.period()))
                .orElseThrow(() -> new StepFailure.Temporary(
                        request.period() + " was dropped from the warehouse while it was loaded; run again"));
        return result(written, loaded);
    }

    private void requireSameLength(Connection connection) throws SQLException {
        Period period = request.period();
        Optional<Period> other = ledger.ofAnotherLength(connection, period);
        if (other.isPresent()) {
            throw new StepFailure.Configuration("expected periods of one length, found the "
                    + other.get().length().word() + " " + other.get() + " of source " + ledger.part()
                    + " loaded beside the " + period.length().word() + " " + period
                    + "; extract one of them as another --source");
        }
    }

    /** Whether the rows of a loaded period are all there: somebody may have dropped a table or rows by hand. */
    private boolean isWhole(LedgerRow row) {
        List<String> differences =
                warehouse.work(connection -> new LoadedRows(names, request.period(), extracts).differences(connection));
        if (differences.isEmpty()) {
            extracts.signedBy()
                    .filter(keys -> !row.signedBy().equals(Optional.of(keys)))
                    .ifPresent(this::sign);
            return true;
        }
        LOG.info(
                "{} of {} was loaded with this content, but is not whole any more, so it is loaded again: {}",
                request.period(),
                ledger.part(),
                String.join("; ", differences));
        return false;
    }

    private void sign(String keys) {
        warehouse.runShort(connection -> ledger.sign(connection, request.period(), keys));
    }

    private boolean load(Optional<String> damagedLoad, PeriodLock lock) {
        LeftOut leftOut = new LeftOut();
        List<PreparedTable> tables = new PeriodsSchema(warehouse, names, settings.grantTo(), settings.readerWait())
                .prepare(extracts, leftOut);
        context.progress().expect(tables.size());
        lock.requireHeld();
        String id = LoadId.create();
        return new PeriodLoad(
                        warehouse,
                        new PeriodWork(
                                request.period(),
                                ledger,
                                extracts,
                                tables,
                                id,
                                damagedLoad,
                                settings.grantTo(),
                                () -> row(id, leftOut)),
                        context)
                .run();
    }

    private LedgerRow row(String id, LeftOut leftOut) {
        Instant now = context.clock().instant();
        return new LedgerRow(
                request.period(),
                names.periods(),
                extracts.manifestsHash(),
                id,
                extracts.asOf().time(),
                extracts.rows(),
                request.runId().value(),
                ToolVersion.current().version(),
                now,
                Duration.between(started, now).toMillis() / 1000.0,
                leftOut.lines(),
                extracts.signedBy());
    }

    private StepResult result(LedgerRow row, boolean loaded) {
        if (settings.keepDays().isPresent()) {
            new ExpiredDays(warehouse, names, ledger, context)
                    .drop(settings.keepDays().getAsInt(), request.runId().value());
        }
        StepResult.Status status = loaded ? StepResult.Status.DONE : StepResult.Status.UNCHANGED;
        StepRun own = StepRun.ending(
                request,
                StepName.VALUE + " (" + ledger.part() + ")",
                started,
                context.clock().instant(),
                status,
                row.rows());
        warehouse.runShort(connection -> StepLog.write(connection, own));
        Map<String, String> details = new LinkedHashMap<>();
        details.put("schema", row.schema());
        details.put("left_out", Integer.toString(row.leftOut().size()));
        return new StepResult(
                status,
                Optional.of(extracts.asOf()),
                new StepResult.Totals(row.datasets().size(), row.rows(), loaded ? extracts.bytes() : 0),
                details);
    }
}
