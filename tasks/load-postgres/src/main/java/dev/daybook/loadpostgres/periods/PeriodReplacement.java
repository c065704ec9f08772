package dev.daybook.loadpostgres.periods;

import dev.daybook.loadpostgres.build.LoadFailure;
import dev.daybook.loadpostgres.build.RowCopy;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.gate.LoadLog;
import dev.daybook.loadpostgres.schema.Grants;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.pgcopy.encode.LogicalDate;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.task.Period;
import dev.daybook.task.Progress;
import dev.daybook.task.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One transaction that puts the rows of a period into the tables of all periods, in place of those that the period has. The
 * first load of a day fills a table that stands alone and makes it the day's partition at the end; later ones delete and
 * copy within the partition. Nobody who reads waits for either.
 */
final class PeriodReplacement {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(60);

    private static final String HAS_PARTITION =
            "SELECT 'yes' FROM pg_inherits WHERE inhrelid = to_regclass(?) AND inhparent = to_regclass(?)";

    /** What came of the transaction. */
    enum Outcome {
        /** The rows are the period's now. */
        REPLACED,
        /** Another load has brought the same content in the meantime; nothing was changed. */
        ALREADY_THERE,
        /** Another load has made a partition of the day in the meantime; nothing was changed, and the next try finds it. */
        DAY_MADE_MEANWHILE
    }

    private final Warehouse warehouse;
    private final PeriodWork work;
    private final StepContext context;
    private final Map<PreparedTable, String> builds = new LinkedHashMap<>();
    private final Map<String, Duration> times = new HashMap<>();
    private boolean commitBegun;
    private long deleted;

    PeriodReplacement(Warehouse warehouse, PeriodWork work, StepContext context) {
        this.warehouse = warehouse;
        this.work = work;
        this.context = context;
    }

    /** Whether COMMIT has been sent, and so whether its outcome is known only to the server. */
    boolean isCommitBegun() {
        return commitBegun;
    }

    /** Whether the partitions of the period's day are new, with nothing deleted in them and statistics of their own. */
    boolean isNewDay() {
        return builds.size() == work.tables().size();
    }

    /** How many rows the period had before. */
    long deleted() {
        return deleted;
    }

    /** Does it, and commits when it is {@link Outcome#REPLACED}; otherwise rolls back. */
    Outcome run(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        for (PreparedTable table : work.tables()) {
            long start = System.nanoTime();
            fill(connection, table);
            times.put(table.ddl().table().target(), Duration.ofNanos(System.nanoTime() - start));
        }
        Sql.answerWithin(connection, LOCK_WAIT.multipliedBy(2));
        Ledger ledger = work.ledger();
        PipelineLock.of(ledger.pipeline()).holdInTransaction(connection, LOCK_WAIT);
        Extracts extracts = work.extracts();
        extracts.requireCurrent();
        Optional<Outcome> inVain = inVain(connection);
        if (inVain.isPresent()) {
            connection.rollback();
            return inVain.get();
        }
        attach(connection);
        LedgerRow row = work.row().get();
        ledger.write(connection, row);
        new LoadLog(ledger.pipeline(), ledger.part(), extracts, times).write(connection, row);
        return context.publish(() -> {
            commitBegun = true;
            warehouse.commit(connection);
            return Outcome.REPLACED;
        });
    }

    private void fill(Connection connection, PreparedTable table) throws SQLException {
        Period period = work.period();
        PeriodsTable ddl = table.ddl();
        boolean isNew = !hasPartition(connection, table);
        String build = "build_" + work.loadId() + "_" + builds.size();
        String target = isNew ? Identifier.quote(ddl.names().periods(), build) : ddl.partition(period.date());
        try (Progress.Task task = context.progress()
                .start(ddl.table().dataset(), table.table().dataset().content().rows())) {
            if (isNew) {
                Sql.execute(connection, ddl.createDay(build, period.date()));
                builds.put(table, build);
            } else {
                deleted += delete(connection, ddl.delete(period));
            }
            new RowCopy(
                            table.table(),
                            target,
                            ddl.copy(target, table.binary(), isNew),
                            table.binary(),
                            Optional.of(new LogicalDate(period.begin())))
                    .run(connection, task);
            if (isNew) {
                Sql.execute(connection, "ANALYZE " + target);
            }
            task.done();
        } catch (SQLException e) {
            throw LoadFailure.of(e, table.table(), "COPY");
        }
    }

    private static long delete(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            return statement.executeLargeUpdate(sql);
        }
    }

    private boolean hasPartition(Connection connection, PreparedTable table) throws SQLException {
        String partition = table.ddl().partition(work.period().date());
        return !Sql.texts(connection, HAS_PARTITION, partition, table.ddl().name())
                .isEmpty();
    }

    /** What another load has done since the rows were copied, if that makes them superfluous. */
    private Optional<Outcome> inVain(Connection connection) throws SQLException {
        Optional<LedgerRow> current = work.ledger().find(connection, work.period());
        boolean isThere = current.isPresent()
                && current.get().manifestsHash().equals(work.extracts().manifestsHash())
                && !current.map(LedgerRow::loadId).equals(work.damagedLoad());
        if (isThere) {
            return Optional.of(Outcome.ALREADY_THERE);
        }
        for (PreparedTable table : builds.keySet()) {
            if (hasPartition(connection, table)) {
                return Optional.of(Outcome.DAY_MADE_MEANWHILE);
            }
        }
        return Optional.empty();
    }

    private void attach(Connection connection) throws SQLException {
        for (Map.Entry<PreparedTable, String> built : builds.entrySet()) {
            PeriodsTable ddl = built.getKey().ddl();
            for (String statement :
                    ddl.attachDay(built.getValue(), work.period().date())) {
                Sql.execute(connection, statement);
            }
        }
        if (work.grantTo().isPresent() && !builds.isEmpty()) {
            Grants.onTables(
                    connection,
                    work.tables().getFirst().ddl().names().periods(),
                    work.grantTo().get());
        }
    }
}
