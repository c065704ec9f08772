package dev.daybook.loadpostgres;

import dev.daybook.lake.model.LoadMode;
import dev.daybook.loadpostgres.build.LeftOut;
import dev.daybook.loadpostgres.build.LoadTable;
import dev.daybook.loadpostgres.build.PeriodBuild;
import dev.daybook.loadpostgres.build.StableTypes;
import dev.daybook.loadpostgres.gate.EarlierPeriod;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.gate.LoadLog;
import dev.daybook.loadpostgres.retention.ExpiredPeriods;
import dev.daybook.loadpostgres.retention.StagingSchemas;
import dev.daybook.loadpostgres.schema.Grants;
import dev.daybook.loadpostgres.schema.LoadId;
import dev.daybook.loadpostgres.schema.SchemaOrigin;
import dev.daybook.loadpostgres.session.PeriodLock;
import dev.daybook.loadpostgres.session.StepName;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.loadpostgres.switchover.PeriodSwitch;
import dev.daybook.loadpostgres.switchover.ViewSwitch;
import dev.daybook.loadpostgres.verify.LoadedTables;
import dev.daybook.postgres.type.WarehouseType;
import dev.daybook.postgres.warehouse.BuiltSchema;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.LockWaits;
import dev.daybook.postgres.warehouse.Part;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.postgres.warehouse.StepLog;
import dev.daybook.postgres.warehouse.StepRun;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.postgres.warehouse.WarehouseTables;
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

/** The load of one period, from the extracts that the gate let through to the views. */
final class Load {

    private static final Logger LOG = LoggerFactory.getLogger(Load.class);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(60);

    private final StepRequest request;
    private final LoadSettings settings;
    private final Warehouse warehouse;
    private final WarehouseNames names;
    private final StepContext context;
    private final Ledger ledger;
    private final Instant started;

    Load(StepRequest request, LoadSettings settings, Warehouse warehouse, WarehouseNames names, StepContext context) {
        this.request = request;
        this.settings = settings;
        this.warehouse = warehouse;
        this.names = names;
        this.context = context;
        this.ledger = new Ledger(request.pipeline());
        this.started = context.clock().instant();
    }

    /**
     * Loads what is not loaded, moves the views where they are not on the newest day, and tidies up.
     *
     * @throws StepFailure as the parts of a load say; unless the message says that the day is loaded, nothing has changed
     */
    StepResult run(Extracts extracts) {
        warehouse.runShort(connection -> {
            WarehouseTables.createMissing(connection);
        });
        try (LockWaits _ = LockWaits.start(warehouse::open);
                PeriodLock lock = PeriodLock.take(warehouse, request.pipeline(), request.period(), Part.SNAPSHOT)) {
            try {
                return run(extracts, lock);
            } catch (RuntimeException e) {
                throw lock.explain(e);
            }
        }
    }

    private StepResult run(Extracts extracts, PeriodLock lock) {
        StagingSchemas staging = new StagingSchemas(warehouse, names, settings.takeOver(), context);
        staging.drop(request.period());
        ViewSwitch views = new ViewSwitch(warehouse, names, settings.views(), context);
        Standing standing = standing(extracts);
        if (!standing.loaded()) {
            requireUsable(extracts, views);
        }
        boolean loaded = !standing.loaded() && load(extracts, standing.damagedLoad(), lock);
        boolean moved = views.moveToNewest(ViewSwitch.Before.nothing());
        grantAgain();
        new ExpiredPeriods(warehouse, names, context)
                .takeOut(settings.snapshotDays(), request.runId().value());
        staging.drop(request.period());
        staging.forgetDropped();
        return result(extracts, loaded, moved);
    }

    /** Refuses before any work what could not be put in place, or should not be. */
    private void requireUsable(Extracts extracts, ViewSwitch views) {
        List<LedgerRow> all = warehouse.shortWork(ledger::all);
        new EarlierPeriod(request.period(), settings.maxShrink(), settings.allowMissing(), context)
                .compare(extracts, all);
        SchemaOrigin place =
                warehouse.shortWork(connection -> SchemaOrigin.of(connection, names, names.day(request.period())));
        if (place instanceof SchemaOrigin.Foreign foreign && !settings.takeOver()) {
            throw foreign.refusal();
        }
        if (all.isEmpty() || all.getFirst().period().compareTo(request.period()) <= 0) {
            views.requireRoom(extracts.rows(LoadMode::isShownByView).keySet());
        }
    }

    /**
     * What the ledger says of the period.
     *
     * @param loaded whether it is loaded with this content, and its tables are what they were loaded as
     * @param damagedLoad the load that brought this content, when its tables are not whole any more
     */
    private record Standing(boolean loaded, Optional<String> damagedLoad) {}

    private Standing standing(Extracts extracts) {
        return warehouse.work(connection -> {
            Optional<LedgerRow> row = warehouse.answers().on(connection, open -> ledger.find(open, request.period()));
            if (row.isEmpty() || !row.get().manifestsHash().equals(extracts.manifestsHash())) {
                return new Standing(false, Optional.empty());
            }
            List<String> differences = new LoadedTables(row.get().schema(), extracts).differences(connection);
            if (differences.isEmpty()) {
                noteSignature(connection, row.get(), extracts);
                return new Standing(true, Optional.empty());
            }
            LOG.info(
                    "{} was loaded with this content, but is not whole any more, so it is loaded again: {}{}",
                    request.period(),
                    differences.getFirst(),
                    differences.size() == 1 ? "" : " and " + (differences.size() - 1) + " tables more");
            return new Standing(false, Optional.of(row.get().loadId()));
        });
    }

    /** A day that was loaded before its manifests were signed becomes one of signed manifests, its content being the same. */
    private void noteSignature(Connection connection, LedgerRow row, Extracts extracts) throws SQLException {
        Optional<String> signedBy = extracts.signedBy();
        if (signedBy.isPresent() && !row.signedBy().equals(signedBy)) {
            ledger.sign(connection, request.period(), signedBy.get());
        }
    }

    private boolean load(Extracts extracts, Optional<String> damagedLoad, PeriodLock lock) {
        LeftOut leftOut = new LeftOut();
        List<LoadTable> tables = LoadTable.of(extracts, prepareTypes(extracts, leftOut), leftOut);
        String id = LoadId.create();
        BuiltSchema built = new BuiltSchema(
                request.period(),
                id,
                List.copyOf(extracts.rows(LoadMode::hasSchemaOfPeriod).keySet()));
        PeriodBuild build = new PeriodBuild(warehouse, names, built, settings.build(), leftOut, context);
        boolean switched = false;
        try {
            build.build(tables);
            lock.requireHeld();
            LedgerRow row = row(extracts, id, leftOut);
            switched = new PeriodSwitch(warehouse, names, settings.takeOver(), context, damagedLoad)
                            .switchIn(row, new LoadLog(request.pipeline(), Part.SNAPSHOT, extracts, build.times()))
                    == PeriodSwitch.Outcome.SWITCHED;
            return switched;
        } finally {
            if (!switched) {
                build.discard();
            }
        }
    }

    private WarehouseType.Names prepareTypes(Extracts extracts, LeftOut leftOut) {
        return warehouse.transaction(connection -> {
            PipelineLock.of(request.pipeline()).holdInTransaction(connection, LOCK_WAIT);
            ViewSwitch.createSchema(connection, names);
            return StableTypes.prepare(connection, names, extracts, leftOut);
        });
    }

    private LedgerRow row(Extracts extracts, String id, LeftOut leftOut) {
        Instant now = context.clock().instant();
        return new LedgerRow(
                request.period(),
                names.day(request.period()),
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

    /** A role that is named for the first time reads a day that was loaded before, too. */
    private void grantAgain() {
        if (settings.grantTo().isEmpty()) {
            return;
        }
        warehouse.run(connection -> {
            String role = settings.grantTo().get();
            Grants.onTables(connection, names.day(request.period()), role);
            Grants.onViews(connection, names, role);
        });
    }

    private StepResult result(Extracts extracts, boolean loaded, boolean moved) {
        LedgerRow row = warehouse
                .shortWork(connection -> ledger.find(connection, request.period()))
                .orElseThrow(() -> new StepFailure.Temporary(
                        request.period() + " was dropped from the warehouse while it was loaded; run again"));
        StepResult.Status status = loaded || moved ? StepResult.Status.DONE : StepResult.Status.UNCHANGED;
        StepRun own =
                StepRun.ending(request, StepName.VALUE, started, context.clock().instant(), status, row.rows());
        warehouse.runShort(connection -> {
            StepLog.write(connection, own);
        });
        if (!loaded) {
            LOG.info("{} is loaded already with this content{}", request.period(), moved ? "; moved the views" : "");
        }
        Map<String, String> details = new LinkedHashMap<>();
        details.put("schema", row.schema());
        details.put("left_out", Integer.toString(row.leftOut().size()));
        details.put("views_moved", Boolean.toString(moved));
        return new StepResult(
                status,
                Optional.of(extracts.asOf()),
                new StepResult.Totals(row.datasets().size(), row.rows(), loaded ? extracts.bytes() : 0),
                details);
    }
}
