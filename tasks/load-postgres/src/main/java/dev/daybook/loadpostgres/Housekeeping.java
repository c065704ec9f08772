package dev.daybook.loadpostgres;

import dev.daybook.postgres.PipelineLock;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.Period;
import dev.daybook.task.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops schemas that nobody needs any more: what dead loads left, what was replaced, and the oldest days. */
final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

    /** A day that was loaded this recently is in use, however old it is. */
    private static final Duration RECENT = Duration.ofDays(7);

    private final Warehouse warehouse;
    private final WarehouseNames names;
    private final Ledger ledger;
    private final StepContext context;

    Housekeeping(Warehouse warehouse, WarehouseNames names, StepContext context) {
        this.warehouse = warehouse;
        this.names = names;
        this.ledger = new Ledger(names.pipeline());
        this.context = context;
    }

    /**
     * Drops the schemas aside: builds of loads that died, and days that were replaced. One that somebody uses, or builds,
     * stays until the next load.
     *
     * @param own the period whose {@link PeriodLock} the caller holds
     */
    void dropAside(Period own) {
        List<String> aside =
                warehouse.work(connection -> Sql.texts(connection, "SELECT nspname FROM pg_namespace").stream()
                        .filter(names::isAside)
                        .sorted()
                        .toList());
        for (String schema : aside) {
            Period period = names.periodOf(schema).orElseThrow();
            if (period.equals(own)) {
                drop(schema);
                continue;
            }
            Optional<PeriodLock> lock = PeriodLock.tryToTake(warehouse, names.pipeline(), period);
            if (lock.isPresent()) {
                try (PeriodLock _ = lock.get()) {
                    drop(schema);
                }
            }
        }
    }

    private void drop(String schema) {
        Optional<String> stays = DroppedSchema.drop(warehouse, schema);
        stays.ifPresentOrElse(
                reason -> LOG.info("schema {} stays until a later load drops it: {}", schema, reason),
                () -> LOG.info("dropped schema {}", schema));
    }

    /**
     * Drops the days beyond the newest ones. The newest day stays whatever happens, as the views stand on it, and so does
     * each that was loaded within 7 days.
     *
     * @param keepDays how many days stay
     * @param runId the run that drops them
     */
    void dropExpired(int keepDays, String runId) {
        Instant now = context.clock().instant();
        List<LedgerRow> expired = expired(warehouse.work(ledger::all), keepDays, now);
        for (LedgerRow row : expired) {
            Optional<String> stays = warehouse.work(connection -> expire(connection, row, runId));
            stays.ifPresentOrElse(
                    reason ->
                            context.warn("schema " + row.schema() + " is older than --keep-days, but stays: " + reason),
                    () -> LOG.info("dropped schema {}: older than the {} newest days", row.schema(), keepDays));
        }
    }

    /** Which of the loaded periods, the newest first, are not to be kept. */
    static List<LedgerRow> expired(List<LedgerRow> loaded, int keepDays, Instant now) {
        Set<LocalDate> kept = loaded.stream()
                .map(row -> row.period().date())
                .distinct()
                .limit(keepDays)
                .collect(Collectors.toCollection(TreeSet::new));
        List<LedgerRow> expired = new ArrayList<>();
        for (LedgerRow row : loaded.subList(Math.min(1, loaded.size()), loaded.size())) {
            if (!kept.contains(row.period().date()) && row.loadedAt().isBefore(now.minus(RECENT))) {
                expired.add(row);
            }
        }
        return expired;
    }

    private Optional<String> expire(Connection connection, LedgerRow row, String runId) throws SQLException {
        connection.setAutoCommit(false);
        PipelineLock.of(names.pipeline()).holdInTransaction(connection, LOCK_WAIT);
        if (!ledger.find(connection, row.period()).equals(Optional.of(row))) {
            connection.rollback();
            return Optional.of("it was loaded again just now");
        }
        Optional<String> stays = DroppedSchema.drop(connection, row.schema());
        if (stays.isPresent()) {
            connection.rollback();
            return stays;
        }
        ledger.remove(connection, row.period(), Ledger.Event.EXPIRED, runId);
        connection.commit();
        return Optional.empty();
    }
}
