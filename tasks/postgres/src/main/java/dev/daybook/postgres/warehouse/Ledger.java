package dev.daybook.postgres.warehouse;

import dev.daybook.postgres.sql.SqlResource;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of one part of a pipeline in {@code daybook.load_ledger}, one for each loaded period, and in
 * {@code daybook.load_history}, to which every change is appended. Who writes holds the
 * {@link dev.daybook.postgres.warehouse.PipelineLock}.
 *
 * @param pipeline the pipeline
 * @param part what of it
 */
public record Ledger(PipelineName pipeline, Part part) {

    /** What happened to a period. */
    public enum Event {
        /** It was not there before. */
        LOADED("loaded"),
        /** It took the place of another content of the period. */
        REPLACED("replaced"),
        /** It was dropped by hand. */
        RETIRED("retired"),
        /** It was dropped because enough newer ones are there. */
        EXPIRED("expired");

        private final String word;

        Event(String word) {
            this.word = word;
        }
    }

    /** A ledger of a version before has no columns {@code signed_by} and {@code part}, and who only reads cannot add them. */
    private static final String READ = """
            SELECT period, schema_name, manifests_hash, load_id, as_of, run_id, loader_version, loaded_at, seconds,
                   left_out, to_jsonb(load_ledger) ->> 'signed_by' AS signed_by,
                   ARRAY(SELECT key FROM jsonb_each(datasets) ORDER BY key) AS names,
                   ARRAY(SELECT value::text::bigint FROM jsonb_each(datasets) ORDER BY key) AS counts
            FROM daybook.load_ledger
            WHERE pipeline = ? AND coalesce(to_jsonb(load_ledger) ->> 'part', 'snapshot') = ?""";

    private static final String EVER_LOADED = """
            SELECT EXISTS (SELECT FROM daybook.load_history
                           WHERE pipeline = ? AND coalesce(to_jsonb(load_history) ->> 'part', 'snapshot') = ?)""";

    private static final String WRITE =
            SqlResource.of(Ledger.class, "ledger_row.sql").text();

    private static final String APPEND = """
            INSERT INTO daybook.load_history
                (pipeline, part, period, event, at, manifests_hash, load_id, as_of, rows, run_id, loader_version)
            SELECT pipeline, part, period, ?, clock_timestamp(), manifests_hash, load_id, as_of, rows, ?, loader_version
            FROM daybook.load_ledger
            WHERE pipeline = ? AND part = ? AND period = ?""";

    /** The rows of the snapshots. */
    public Ledger(PipelineName pipeline) {
        this(pipeline, Part.SNAPSHOT);
    }

    /** The row of a period, if it is loaded. */
    public Optional<LedgerRow> find(Connection connection, Period period) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ + " AND period = ?")) {
            statement.setString(1, pipeline.value());
            statement.setString(2, part.value());
            statement.setString(3, period.toString());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(row(rows)) : Optional.empty();
            }
        }
    }

    /** A loaded period that is not as long as another one, if there is one. */
    public Optional<Period> ofAnotherLength(Connection connection, Period period) throws SQLException {
        String query = "SELECT period FROM daybook.load_ledger"
                + " WHERE pipeline = ? AND part = ? AND length(period) <> length(?) LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, pipeline.value());
            statement.setString(2, part.value());
            statement.setString(3, period.toString());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(Period.parse(row.getString(1))) : Optional.empty();
            }
        }
    }

    /** Whether any period was ever loaded, whatever has become of it. */
    public boolean wasEverLoaded(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EVER_LOADED)) {
            statement.setString(1, pipeline.value());
            statement.setString(2, part.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** All loaded periods, the newest first. */
    public List<LedgerRow> all(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, pipeline.value());
            statement.setString(2, part.value());
            List<LedgerRow> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows));
                }
            }
            found.sort(Comparator.comparing(LedgerRow::period).reversed());
            return found;
        }
    }

    /** Writes a period's row, in place of the one it has, and appends the event to the history. */
    public void write(Connection connection, LedgerRow row) throws SQLException {
        Event event = find(connection, row.period()).isPresent() ? Event.REPLACED : Event.LOADED;
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setString(1, pipeline.value());
            statement.setString(2, part.value());
            statement.setString(3, row.period().toString());
            statement.setString(4, row.schema());
            statement.setString(5, row.manifestsHash());
            statement.setString(6, row.loadId());
            statement.setTimestamp(7, Timestamp.from(row.asOf()));
            statement.setString(8, row.runId());
            statement.setString(9, row.loaderVersion());
            statement.setTimestamp(10, Timestamp.from(row.loadedAt()));
            statement.setDouble(11, row.seconds());
            statement.setLong(12, row.rows());
            statement.setArray(13, array(connection, "text", row.leftOut().toArray()));
            statement.setString(14, row.signedBy().orElse(null));
            List<Map.Entry<String, Long>> datasets = List.copyOf(row.datasets().entrySet());
            statement.setArray(
                    15,
                    array(
                            connection,
                            "text",
                            datasets.stream().map(Map.Entry::getKey).toArray()));
            statement.setArray(
                    16,
                    array(
                            connection,
                            "bigint",
                            datasets.stream().map(Map.Entry::getValue).toArray()));
            statement.executeUpdate();
        }
        append(connection, row.period(), event, row.runId());
    }

    /** Records that the manifests of a period that is loaded already were verified to be signed. */
    public void sign(Connection connection, Period period, String keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE daybook.load_ledger SET signed_by = ? WHERE pipeline = ? AND part = ? AND period = ?")) {
            statement.setString(1, keys);
            statement.setString(2, pipeline.value());
            statement.setString(3, part.value());
            statement.setString(4, period.toString());
            statement.executeUpdate();
        }
    }

    /**
     * Removes a period's row, after the event has been appended to the history.
     *
     * @param runId the run that removes it
     */
    public void remove(Connection connection, Period period, Event event, String runId) throws SQLException {
        append(connection, period, event, runId);
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM daybook.load_ledger WHERE pipeline = ? AND part = ? AND period = ?")) {
            statement.setString(1, pipeline.value());
            statement.setString(2, part.value());
            statement.setString(3, period.toString());
            statement.executeUpdate();
        }
    }

    private void append(Connection connection, Period period, Event event, String runId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
            statement.setString(1, event.word);
            statement.setString(2, runId);
            statement.setString(3, pipeline.value());
            statement.setString(4, part.value());
            statement.setString(5, period.toString());
            statement.executeUpdate();
        }
    }

    private static java.sql.Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    private static LedgerRow row(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("names").getArray();
        Long[] counts = (Long[]) row.getArray("counts").getArray();
        Map<String, Long> datasets = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            datasets.put(names[i], counts[i]);
        }
        return new LedgerRow(
                Period.parse(row.getString("period")),
                row.getString("schema_name"),
                row.getString("manifests_hash"),
                row.getString("load_id"),
                row.getTimestamp("as_of").toInstant(),
                datasets,
                row.getString("run_id"),
                row.getString("loader_version"),
                row.getTimestamp("loaded_at").toInstant(),
                row.getDouble("seconds"),
                List.of((String[]) row.getArray("left_out").getArray()),
                Optional.ofNullable(row.getString("signed_by")));
    }
}
