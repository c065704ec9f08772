package dev.daybook.loadpostgres;

import dev.daybook.postgres.Identifier;
import dev.daybook.postgres.PipelineLock;
import dev.daybook.postgres.SqlFailure;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.EscapedText;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the pipeline's views to its newest day, all of them in one statement. The statement may wait for readers for
 * 200 ms only, because new readers wait behind it; then it gives way and tries again. 200 ms is below PostgreSQL's
 * deadlock_timeout, so that it is never a reader who loses.
 */
final class ViewSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(ViewSwitch.class);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);
    private static final int READERS_WAIT_MILLIS = 200;

    private static final String STOPPED = "the day is loaded, but the views cannot move: ";

    private static final String QUERY_CANCELED = "57014";
    private static final String DEPENDENT_OBJECTS = "2BP01";

    private final Warehouse warehouse;
    private final WarehouseNames names;
    private final LoadSettings settings;
    private final StepContext context;

    ViewSwitch(Warehouse warehouse, WarehouseNames names, LoadSettings settings, StepContext context) {
        this.warehouse = warehouse;
        this.names = names;
        this.settings = settings;
        this.context = context;
    }

    /** What is done in the same transaction before the views move. */
    @FunctionalInterface
    interface Before {
        void on(Connection connection) throws SQLException;

        /** Nothing. */
        static Before nothing() {
            return _ -> {};
        }
    }

    /**
     * Moves the views to the newest day of the ledger, if they are not there.
     *
     * @return whether any view was changed
     * @throws StepFailure.Temporary when readers hold a view for longer than the load waits; names one
     * @throws StepFailure.Configuration when a view cannot be changed in place; with the statement to run
     */
    boolean moveToNewest(Before before) {
        return warehouse.work(connection -> {
            Sql.answerWithin(connection, LOCK_WAIT.multipliedBy(2));
            connection.setAutoCommit(false);
            long end = System.nanoTime() + settings.readerWait().toNanos();
            while (true) {
                try {
                    return attempt(connection, before);
                } catch (SQLException e) {
                    connection.rollback();
                    if (!QUERY_CANCELED.equals(e.getSQLState())) {
                        throw e;
                    }
                    if (System.nanoTime() > end) {
                        throw new StepFailure.Temporary(blocked(connection), e);
                    }
                }
                pause();
            }
        });
    }

    private boolean attempt(Connection connection, Before before) throws SQLException {
        PipelineLock.of(names.pipeline()).holdInTransaction(connection, LOCK_WAIT);
        before.on(connection);
        Optional<LedgerRow> newest =
                new Ledger(names.pipeline()).all(connection).stream().findFirst();
        String day = newest.map(LedgerRow::schema).orElse(names.stable());
        Map<String, Relation> tables = newest.isEmpty() ? Map.of() : Relation.ofSchema(connection, day);
        Map<String, Relation> present = Relation.ofSchema(connection, names.stable());
        ViewPlan plan = ViewPlan.of(names, day, tables, present, settings.recreateViews());
        if (!plan.refused().isEmpty()) {
            throw new StepFailure.Configuration(
                    STOPPED + String.join("; ", plan.refused()) + "; then run again, or run again"
                            + " with --recreate-views, which keeps grants; until then the views stand where they stood");
        }
        if (!plan.isEmpty()) {
            createSchema(connection, names);
            ViewPlan another = ViewPlan.of(names, day, inAnotherOrder(tables), present, settings.recreateViews());
            redefine(connection, another, tables.size());
        }
        context.publish(() -> commit(connection));
        if (!plan.isEmpty()) {
            LOG.info(
                    "{} views now stand on {}",
                    tables.size(),
                    newest.map(LedgerRow::schema).orElse("nothing"));
        }
        return !plan.isEmpty();
    }

    /** Makes the schema of the views where it is missing: somebody may have dropped it by hand. */
    static void createSchema(Connection connection, WarehouseNames names) throws SQLException {
        if (Sql.texts(connection, "SELECT nspname FROM pg_namespace WHERE nspname = ?", names.stable())
                .isEmpty()) {
            Sql.execute(connection, "CREATE SCHEMA " + Identifier.quote(names.stable()));
        }
    }

    /**
     * The tables in an order of chance. A reader that holds one view and waits for a second, which this transaction
     * holds while it waits for the first, can only be met by giving up; while many readers do so all the time, one fixed
     * order would never get through, and another order each time soon finds the readers' own.
     */
    private static Map<String, Relation> inAnotherOrder(Map<String, Relation> tables) {
        List<String> order = new ArrayList<>(tables.keySet());
        Collections.shuffle(order, ThreadLocalRandom.current());
        Map<String, Relation> shuffled = new LinkedHashMap<>();
        order.forEach(table -> shuffled.put(table, tables.get(table)));
        return shuffled;
    }

    private Boolean commit(Connection connection) {
        try {
            connection.commit();
            return true;
        } catch (SQLException e) {
            throw SqlFailure.of(e, warehouse.place());
        }
    }

    private void redefine(Connection connection, ViewPlan plan, int views) throws SQLException {
        List<String> statements = new ArrayList<>(plan.statements());
        for (String view : plan.remade()) {
            statements.addAll(KeptGrants.of(connection, names.stable(), view));
        }
        settings.grantTo().ifPresent(role -> {
            for (String view : plan.created()) {
                statements.add(
                        "GRANT SELECT ON " + Identifier.quote(names.stable(), view) + " TO " + Identifier.quote(role));
            }
        });
        // Many views take time of their own; no reader is ever made to wait for a second, which deadlock_timeout is.
        int limit = Math.min(900, Math.max(READERS_WAIT_MILLIS, 2 * views));
        Sql.execute(connection, "SET LOCAL statement_timeout = " + limit);
        try {
            Sql.execute(connection, oneStatement(statements));
        } catch (SQLException e) {
            if (DEPENDENT_OBJECTS.equals(e.getSQLState())) {
                throw new StepFailure.Configuration(STOPPED + LoadFailure.message(e)
                        + LoadFailure.detail(e).map(detail -> ": " + detail).orElse("")
                        + "; drop what depends on it, then run again; until then the views stand where they stood");
            }
            throw e;
        }
        Sql.execute(connection, "SET LOCAL statement_timeout = 0");
    }

    /** All statements as one, so that one time limit holds for all and either all take effect or none. */
    static String oneStatement(List<String> statements) {
        String body = " BEGIN " + String.join("; ", statements) + "; END ";
        String tag = "$views$";
        for (int i = 0; body.contains(tag); i++) {
            tag = "$views" + i + "$";
        }
        return "DO " + tag + body + tag;
    }

    private static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(50, 400));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailure.Temporary("the load was interrupted while it waited for readers", e);
        }
    }

    private String blocked(Connection connection) throws SQLException {
        String query = """
                SELECT l.pid, coalesce(a.usename, '?'), coalesce(a.application_name, ''), c.relname,
                       coalesce(extract(epoch FROM clock_timestamp() - a.xact_start)::bigint, 0)
                FROM pg_locks l
                JOIN pg_class c ON c.oid = l.relation
                JOIN pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.granted AND n.nspname = ? AND c.relkind = 'v' AND l.pid <> pg_backend_pid()
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                ORDER BY a.xact_start NULLS LAST, c.relname LIMIT 1""";
        String prefix = "the day is loaded, but readers did not let the views of " + names.pipeline() + " move within "
                + settings.readerWait().toSeconds() + " s: ";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, names.stable());
            try (ResultSet row = statement.executeQuery()) {
                String who = row.next()
                        ? "pid " + row.getInt(1) + " (role " + EscapedText.of(row.getString(2)) + ", application '"
                                + EscapedText.of(row.getString(3)) + "') has held "
                                + EscapedText.of(names.stable() + "." + row.getString(4)) + " for " + row.getLong(5)
                                + " s"
                        : "the last of them is gone now";
                return prefix + who + "; run again, which only moves the views";
            }
        }
    }
}
