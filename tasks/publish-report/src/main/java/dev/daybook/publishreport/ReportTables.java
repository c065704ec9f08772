package dev.daybook.publishreport;

import dev.daybook.postgres.connect.AnswerLimit;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of a run's reports, {@code <pipeline>_reports.<report>}: the rows of the period are replaced in one
 * transaction, which is committed once the files are published. Not safe for use by more than one thread.
 */
final class ReportTables implements ReportStore {

    private static final Logger LOG = LoggerFactory.getLogger(ReportTables.class);
    private static final String APPLICATION = "daybook publish-report --table";

    private final ConnectionSettings settings;
    private final StepRequest request;
    private final ReportWaits waits;
    private final Connection connection;
    private final String transaction;

    private ReportTables(
            ConnectionSettings settings,
            StepRequest request,
            ReportWaits waits,
            Connection connection,
            String transaction) {
        this.settings = settings;
        this.request = request;
        this.waits = waits;
        this.connection = connection;
        this.transaction = transaction;
    }

    /**
     * Begins the transaction. A second run for the same period waits for its end.
     *
     * @throws StepFailure.Temporary when another run for the period does not end in time
     */
    static ReportTables open(ConnectionSettings settings, StepRequest request, ReportWaits waits) {
        Connection connection = settings.connect(APPLICATION);
        try {
            String transaction = new AnswerLimit(waits.answer(), settings.place()).on(connection, open -> {
                begin(open, request, waits);
                return text(open, "SELECT pg_current_xact_id()::text", "");
            });
            return new ReportTables(settings, request, waits, connection, transaction);
        } catch (SQLException e) {
            close(connection, e);
            throw SqlFailure.of(e, settings.place());
        } catch (RuntimeException e) {
            close(connection, e);
            throw e;
        }
    }

    private static void begin(Connection connection, StepRequest request, ReportWaits waits) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            statement.execute("SET lock_timeout = " + waits.lock().toMillis());
        }
        connection.setAutoCommit(false);
        TableRights.lock(connection, "daybook report tables " + request.pipeline() + " " + request.period());
    }

    private static void close(Connection connection, Exception failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Makes the table of a report ready for the rows of the period.
     *
     * @throws StepFailure.Configuration when the table is another one, or the role lacks a right
     */
    @Override
    public Optional<ReportOutput> begin(ReportDefinition report, List<ReportColumn> columns) {
        String schema = WarehouseNames.of(request.pipeline()).reports();
        String place = schema + "." + report.name();
        try {
            return answers().on(connection, open -> {
                String table = ReportTable.prepare(open, schema, report, columns);
                delete(open, table);
                return Optional.of(copy(open, table, place, columns));
            });
        } catch (SQLException e) {
            throw SqlFailure.of(e, place);
        }
    }

    private AnswerLimit answers() {
        return new AnswerLimit(waits.answer(), settings.place());
    }

    private void delete(Connection open, String table) throws SQLException {
        String sql = "DELETE FROM " + table + " WHERE " + ReportTable.LOGICAL_DATE + " = ?";
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(request.period().begin()));
            statement.executeUpdate();
        }
    }

    private ReportOutput copy(Connection open, String table, String place, List<ReportColumn> columns)
            throws SQLException {
        List<String> names = new ArrayList<>(List.of(ReportTable.LOGICAL_DATE));
        columns.forEach(column -> names.add(Identifier.quote(column.name())));
        String sql = "COPY " + table + " (" + String.join(", ", names) + ") FROM STDIN";
        return new TableOutput(
                open.unwrap(PGConnection.class).getCopyAPI().copyIn(sql),
                open,
                answers(),
                place,
                request.period().begin().toString());
    }

    /**
     * Commits. When the connection breaks at it, the server is asked what became of the transaction.
     *
     * @throws StepFailure.Temporary when it was not committed, or nothing can be found out
     */
    @Override
    public void commit() {
        try {
            answers().run(connection, Connection::commit);
        } catch (SQLException e) {
            decide(SqlFailure.of(e, settings.place()));
        } catch (StepFailure.Temporary e) {
            decide(e);
        }
    }

    private void decide(RuntimeException failure) {
        if (!(failure instanceof StepFailure.Temporary) && !(failure instanceof StepFailure.Unreachable)) {
            throw failure;
        }
        LOG.info("the connection broke at COMMIT: {}; asking the server", failure.getMessage());
        if (!isCommitted()) {
            throw new StepFailure.Temporary(
                    "the reports' files are published, but their rows are not in the tables of "
                            + WarehouseNames.of(request.pipeline()).reports() + ": " + failure.getMessage(),
                    failure);
        }
    }

    /** Asks under the lock of the period, which is free only once the broken transaction has ended. */
    private boolean isCommitted() {
        try (Connection other = settings.connect(APPLICATION)) {
            return answers().on(other, open -> {
                begin(open, request, waits);
                return text(open, "SELECT pg_xact_status(?::xid8)", transaction).equals("committed");
            });
        } catch (SQLException e) {
            throw SqlFailure.of(e, settings.place());
        }
    }

    private static String text(Connection connection, String query, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            if (!value.isEmpty()) {
                statement.setString(1, value);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** What was not committed is rolled back by the server. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("the connection of the tables did not close", e);
        }
    }
}
