package dev.daybook.loadpostgres.retention;

import dev.daybook.loadpostgres.schema.DroppedSchema;
import dev.daybook.loadpostgres.schema.SchemaOrigin;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.sql.SqlResource;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the oldest periods out of the warehouse. */
public final class ExpiredPeriods {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredPeriods.class);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

    /** A day that was loaded this recently is in use, however old it is. */
    private static final Duration RECENT = Duration.ofDays(7);

    /** Who holds a lock on a relation of a schema, autovacuum apart, which gives way to others. */
    private static final String READERS =
            SqlResource.of(ExpiredPeriods.class, "readers.sql").text();

    private final Warehouse warehouse;
    private final WarehouseNames names;
    private final Ledger ledger;
    private final StepContext context;

    /** @param names the pipeline's schemas */
    public ExpiredPeriods(Warehouse warehouse, WarehouseNames names, StepContext context) {
        this.warehouse = warehouse;
        this.names = names;
        this.ledger = new Ledger(names.pipeline());
        this.context = context;
    }

    /**
     * Takes the days beyond the newest ones out of the ledger and gives their schemas staging names. The newest day stays, as the
     * views stand on it, and so does each that was loaded within 7 days.
     *
     * @param keepDays how many days stay
     * @param runId the run that takes them out
     */
    public void takeOut(int keepDays, String runId) {
        Instant now = context.clock().instant();
        List<LedgerRow> expired = expired(warehouse.shortWork(ledger::all), keepDays, now);
        for (LedgerRow row : expired) {
            Optional<String> stays = warehouse.shortWork(connection -> expire(connection, row, runId));
            if (stays.isPresent()) {
                context.warn("schema " + row.schema() + " is older than --keep-days, but stays: " + stays.get());
            } else {
                LOG.info("{} is older than the {} newest days and was taken out", row.schema(), keepDays);
            }
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
        Optional<String> stays = renameToStaging(connection, row);
        if (stays.isPresent()) {
            connection.rollback();
            return stays;
        }
        ledger.remove(connection, row.period(), Ledger.Event.EXPIRED, runId);
        connection.commit();
        return Optional.empty();
    }

    /** Renames the day's schema within the running transaction; why it cannot be, when somebody needs it. */
    private Optional<String> renameToStaging(Connection connection, LedgerRow row) throws SQLException {
        return switch (SchemaOrigin.of(connection, names, row.schema())) {
            case SchemaOrigin.Foreign foreign -> Optional.of(foreign.reason() + "; " + foreign.advice());
            case SchemaOrigin.Absent _ -> Optional.empty();
            case SchemaOrigin.Made made -> {
                Optional<String> needed = DroppedSchema.dependants(connection, row.schema());
                if (needed.isEmpty()) {
                    needed = readers(connection, row.schema());
                }
                if (needed.isEmpty()) {
                    SchemaOrigin.renameToStaging(connection, names, made);
                }
                yield needed;
            }
        };
    }

    private static Optional<String> readers(Connection connection, String schema) throws SQLException {
        return Sql.texts(connection, READERS, schema).stream()
                .findFirst()
                .map(pid -> "server process " + pid + " uses it");
    }
}
