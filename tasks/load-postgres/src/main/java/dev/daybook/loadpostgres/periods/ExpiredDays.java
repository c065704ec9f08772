package dev.daybook.loadpostgres.periods;

import dev.daybook.loadpostgres.session.ServerMessage;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.warehouse.Ledger;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.PipelineLock;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the partitions of the oldest days of a source, and takes their periods out of the ledger.
 *
 * @param warehouse the warehouse
 * @param names the pipeline's schemas
 * @param ledger the source's rows in the ledger
 * @param context takes warnings
 */
record ExpiredDays(Warehouse warehouse, WarehouseNames names, Ledger ledger, StepContext context) {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredDays.class);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

    /** A period that was loaded this recently is in use, however old it is. */
    private static final Duration RECENT = Duration.ofDays(7);

    /** lock_not_available and dependent_objects_still_exist. */
    private static final Set<String> IN_USE = Set.of("55P03", "2BP01");

    /**
     * Drops the days beyond the newest ones. One of which any period was loaded within 7 days stays, and so does one that
     * somebody reads or needs, until a later load.
     *
     * @param keepDays how many days stay
     * @param runId the run that drops them
     */
    void drop(int keepDays, String runId) {
        for (List<LedgerRow> day : expired(warehouse.shortWork(ledger::all), keepDays)) {
            LocalDate date = day.getFirst().period().date();
            Optional<String> stays = warehouse.shortWork(connection -> drop(connection, date, day, runId));
            if (stays.isPresent()) {
                context.warn(
                        date + " of source " + ledger.part() + " is older than --keep-days, but stays: " + stays.get());
            } else {
                LOG.info("{} of {} is older than the {} newest days and was dropped", date, ledger.part(), keepDays);
            }
        }
    }

    /** Those to be dropped, the newest first, as the ledger gives its rows. */
    private List<List<LedgerRow>> expired(List<LedgerRow> loaded, int keepDays) {
        Instant recent = context.clock().instant().minus(RECENT);
        Map<LocalDate, List<LedgerRow>> days = new LinkedHashMap<>();
        for (LedgerRow row : loaded) {
            days.computeIfAbsent(row.period().date(), _ -> new ArrayList<>()).add(row);
        }
        return days.values().stream()
                .skip(keepDays)
                .filter(day -> day.stream().allMatch(row -> row.loadedAt().isBefore(recent)))
                .toList();
    }

    private Optional<String> drop(Connection connection, LocalDate date, List<LedgerRow> day, String runId)
            throws SQLException {
        connection.setAutoCommit(false);
        PipelineLock.of(names.pipeline()).holdInTransaction(connection, LOCK_WAIT);
        try {
            for (LedgerRow row : day) {
                if (!ledger.find(connection, row.period()).equals(Optional.of(row))) {
                    connection.rollback();
                    return Optional.of("it was loaded again just now");
                }
                ledger.remove(connection, row.period(), Ledger.Event.EXPIRED, runId);
            }
            // Dropping a partition locks its table, and new readers wait behind that.
            Sql.execute(connection, "SET LOCAL lock_timeout = '200ms'");
            for (String target : day.stream()
                    .flatMap(row -> row.datasets().keySet().stream())
                    .collect(Collectors.toSet())) {
                Sql.execute(connection, "DROP TABLE IF EXISTS " + PeriodsTable.partition(names, target, date));
            }
            context.publish(() -> warehouse.commit(connection));
            return Optional.empty();
        } catch (SQLException e) {
            if (!IN_USE.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            connection.rollback();
            return Optional.of(ServerMessage.message(e));
        }
    }
}
