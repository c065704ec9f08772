package dev.daybook.loadpostgres.switchover;

import dev.daybook.loadpostgres.schema.Relation;
import dev.daybook.loadpostgres.session.ReaderPause;
import dev.daybook.loadpostgres.session.ServerMessage;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the pipeline's views to its newest day, all of them in one transaction, which is one moment for readers; in groups
 * only where that is asked for. A try that cannot have its locks soon gives way to the readers and is made again.
 */
public final class ViewSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(ViewSwitch.class);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(5);

    /** Many times what it takes to redefine a view, which is half a millisecond. */
    private static final Duration LONGEST_FOR_A_VIEW = Duration.ofMillis(50);

    private static final String STOPPED = "the day is loaded, but the views cannot move: ";

    /** lock_not_available and query_canceled: readers hold a view. */
    private static final Set<String> READERS = Set.of("55P03", "57014");

    private static final String DEPENDENT_OBJECTS = "2BP01";

    private final Warehouse warehouse;
    private final WarehouseNames names;
    private final ViewSettings settings;
    private final StepContext context;

    /** @param names the pipeline's schemas */
    public ViewSwitch(Warehouse warehouse, WarehouseNames names, ViewSettings settings, StepContext context) {
        this.warehouse = warehouse;
        this.names = names;
        this.settings = settings;
        this.context = context;
    }

    /** What is done in the same transaction before the views move. */
    @FunctionalInterface
    public interface Before {
        void on(Connection connection) throws SQLException;

        /** Nothing. */
        static Before nothing() {
            return _ -> {};
        }
    }

    /**
     * What one transaction did.
     *
     * @param changed how many views it changed
     * @param left how many are still to be changed
     */
    private record Moved(int changed, int left) {}

    /**
     * Finds out before a day is built whether its views could move, if it would be the newest.
     *
     * @param tables the tables of the day
     * @throws StepFailure.Configuration when the server's lock table has no room for so many views
     */
    public void requireRoom(Set<String> tables) {
        Optional<String> lacking = warehouse.shortWork(connection -> {
            long dropped = Relation.ofSchema(connection, names.stable()).values().stream()
                    .filter(view -> view.isViewOf(names) && !tables.contains(view.name()))
                    .count();
            int views = Math.toIntExact(tables.size() + dropped);
            int together = Math.min(views, settings.inGroups().orElse(views));
            long locks = Math.min(dropped, together) * ViewChange.Kind.DROPPED.locks()
                    + Math.max(0, together - dropped) * ViewChange.Kind.REPLACED.locks();
            return LockCapacity.of(connection).lacking(together, locks);
        });
        if (lacking.isPresent()) {
            throw new StepFailure.Configuration(lacking.get() + "; nothing was changed");
        }
    }

    /**
     * Moves the views to the newest day of the ledger, if they are not there.
     *
     * @return whether any view was changed
     * @throws StepFailure.Temporary when readers hold a view for longer than the load waits; names one
     * @throws StepFailure.Configuration when a view cannot be changed in place, with the statement to run; or when the
     *     server's lock table has no room for so many views
     */
    public boolean moveToNewest(Before before) {
        return warehouse.work(connection -> {
            connection.setAutoCommit(false);
            Moved moved = moveGroup(connection, before);
            boolean any = moved.changed() > 0;
            while (moved.left() > 0) {
                LOG.info(
                        "{} views have moved, {} have not: until they have, readers see two days",
                        moved.changed(),
                        moved.left());
                moved = moveGroup(connection, Before.nothing());
            }
            return any;
        });
    }

    private Moved moveGroup(Connection connection, Before before) throws SQLException {
        long begun = System.nanoTime();
        boolean told = false;
        while (true) {
            try {
                return attempt(connection, before);
            } catch (SQLException e) {
                connection.rollback();
                if (!READERS.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                Duration waited = Duration.ofNanos(System.nanoTime() - begun);
                if (waited.compareTo(settings.readerWait()) > 0) {
                    throw new StepFailure.Temporary(
                            "the day is loaded, but readers did not let the views of " + names.pipeline()
                                    + " move within " + settings.readerWait().toSeconds() + " s: "
                                    + BlockingReader.describe(connection, names.stable())
                                    + "; run again, which only moves the views",
                            e);
                }
                if (!told && waited.compareTo(WORTH_A_LINE) > 0) {
                    LOG.info(
                            "waiting for {} s to move the views: {}",
                            waited.toSeconds(),
                            BlockingReader.describe(connection, names.stable()));
                    told = true;
                }
            }
            ReaderPause.take();
        }
    }

    private Moved attempt(Connection connection, Before before) throws SQLException {
        Sql.answerWithin(connection, LOCK_WAIT.multipliedBy(2));
        PipelineLock.of(names.pipeline()).holdInTransaction(connection, LOCK_WAIT);
        before.on(connection);
        Optional<LedgerRow> newest =
                new Ledger(names.pipeline()).all(connection).stream().findFirst();
        List<ViewChange> changes = plan(connection, newest);
        List<ViewChange> group =
                changes.subList(0, Math.min(changes.size(), settings.inGroups().orElse(changes.size())));
        if (!group.isEmpty()) {
            LockCapacity.of(connection)
                    .lacking(group.size(), ViewChange.locks(group))
                    .ifPresent(lacking -> {
                        throw new StepFailure.Configuration(STOPPED + lacking);
                    });
            redefine(connection, group);
        }
        context.publish(() -> warehouse.commit(connection));
        if (!group.isEmpty()) {
            long dropped = group.stream()
                    .filter(change -> change.kind() == ViewChange.Kind.DROPPED)
                    .count();
            LOG.info(
                    "{} views now stand on {}, {} were dropped",
                    group.size() - dropped,
                    newest.map(LedgerRow::schema).orElse("nothing"),
                    dropped);
        }
        return new Moved(group.size(), changes.size() - group.size());
    }

    private List<ViewChange> plan(Connection connection, Optional<LedgerRow> newest) throws SQLException {
        String day = newest.map(LedgerRow::schema).orElse(names.stable());
        Map<String, Relation> tables = newest.isEmpty() ? Map.of() : Relation.ofSchema(connection, day);
        Map<String, Relation> present = Relation.ofSchema(connection, names.stable());
        ViewPlan plan = ViewPlan.of(names, day, tables, present, settings.recreate());
        if (!plan.refused().isEmpty()) {
            throw new StepFailure.Configuration(
                    STOPPED + String.join("; ", plan.refused()) + "; then run again, or run again"
                            + " with --recreate-views, which keeps grants; until then the views stand where they stood");
        }
        return plan.changes();
    }

    /** Makes the schema of the views where it is missing: somebody may have dropped it by hand. */
    public static void createSchema(Connection connection, WarehouseNames names) throws SQLException {
        if (Sql.texts(connection, "SELECT nspname FROM pg_namespace WHERE nspname = ?", names.stable())
                .isEmpty()) {
            Sql.execute(connection, "CREATE SCHEMA " + Identifier.quote(names.stable()));
        }
    }

    private void redefine(Connection connection, List<ViewChange> changes) throws SQLException {
        Sql.answerWithin(connection, LOCK_WAIT.multipliedBy(2).plus(LONGEST_FOR_A_VIEW.multipliedBy(changes.size())));
        createSchema(connection, names);
        List<String> statements = new ArrayList<>();
        for (ViewChange change : changes) {
            statements.addAll(change.statements());
            if (change.kind() == ViewChange.Kind.REMADE) {
                statements.addAll(KeptGrants.of(connection, names.stable(), change.view()));
            }
            if (change.kind() == ViewChange.Kind.CREATED && settings.grantTo().isPresent()) {
                statements.add("GRANT SELECT ON " + Identifier.quote(names.stable(), change.view()) + " TO "
                        + Identifier.quote(settings.grantTo().get()));
            }
        }
        ViewLocks.take(
                connection,
                names.stable(),
                changes.stream()
                        .filter(ViewChange::isOfExistingView)
                        .map(ViewChange::view)
                        .toList());
        Sql.execute(connection, "SET LOCAL lock_timeout = '200ms'"); // for a table of the day that somebody alters
        try {
            Sql.execute(connection, ViewLocks.oneStatement(statements));
        } catch (SQLException e) {
            if (DEPENDENT_OBJECTS.equals(e.getSQLState())) {
                throw new StepFailure.Configuration(STOPPED + ServerMessage.messageWithDetail(e)
                        + "; drop what depends on it, then run again; until then the views stand where they stood");
            }
            throw e;
        }
    }
}
