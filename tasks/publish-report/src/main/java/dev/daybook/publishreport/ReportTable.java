package dev.daybook.publishreport;

import dev.daybook.postgres.name.Identifier;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table that a report's results are kept in: {@code logical_date}, then the columns of the result with their types.
 * Its primary key is {@code logical_date} and the report's order key.
 */
final class ReportTable {

    /** The column with the begin of the period that a row belongs to. */
    static final String LOGICAL_DATE = "logical_date";

    /** A type of somebody's own goes with the day's schema that it is in; its values stay as text. */
    private static final String TYPES = """
            SELECT format_type(coalesce(to_regtype('pg_catalog.' || quote_ident(given.name)), 'text'::regtype), -1)
            FROM unnest(?) WITH ORDINALITY AS given (name, number)
            ORDER BY given.number""";

    private static final String TABLE = """
            SELECT c.relname
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ?""";

    private static final String SCHEMA = "SELECT nspname FROM pg_namespace WHERE nspname = ?";

    private static final String COLUMNS = """
            SELECT attname, format_type(atttypid, -1)
            FROM pg_attribute
            WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum""";

    private static final String KEY = """
            SELECT a.attname
            FROM pg_index i
            CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, number)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = to_regclass(?) AND i.indisprimary
            ORDER BY k.number""";

    private final Connection connection;
    private final String schema;
    private final String relation;
    private final String name;
    private final List<String> key;
    private final Map<String, String> typesByColumn;

    private ReportTable(
            Connection connection,
            String schema,
            ReportDefinition report,
            List<String> key,
            Map<String, String> typesByColumn) {
        this.connection = connection;
        this.schema = schema;
        this.relation = report.name();
        this.name = Identifier.quote(schema) + "." + Identifier.quote(relation);
        this.key = key;
        this.typesByColumn = typesByColumn;
    }

    /**
     * Makes the table where it is missing, and adds columns that the result has and the table has not.
     *
     * @param connection in a transaction
     * @param schema the schema of the pipeline's report tables
     * @return its name as SQL has it
     * @throws StepFailure.Configuration when the table is another one, or the role lacks a right; says the statement that
     *     helps
     */
    static String prepare(
            Connection connection, String schema, ReportDefinition report, List<ReportColumn> resultColumns)
            throws SQLException {
        requireKeepable(report);
        List<String> key = new ArrayList<>(List.of(LOGICAL_DATE));
        report.orderKey().forEach(column -> key.add(column.name()));
        Map<String, String> types = new LinkedHashMap<>(Map.of(LOGICAL_DATE, "timestamp with time zone"));
        List<String> found = textsOf(
                connection,
                TYPES,
                resultColumns.stream().map(ReportColumn::typeName).toArray());
        for (int i = 0; i < found.size(); i++) {
            types.put(resultColumns.get(i).name(), found.get(i));
        }
        ReportTable table = new ReportTable(connection, schema, report, key, types);
        table.makeOrAdapt(new TableRights(connection));
        return table.name;
    }

    /** A primary key holds no NULL, and the column of the period has its name for itself. */
    private static void requireKeepable(ReportDefinition report) {
        if (report.columns().contains(LOGICAL_DATE)) {
            throw new StepFailure.Configuration("--table: expected no column " + LOGICAL_DATE + " in report "
                    + report.name() + ", as that of its table holds the period; call it otherwise");
        }
        if (report.orderKey().stream().anyMatch(column -> column.nulls().isPresent())) {
            throw new StepFailure.Configuration("--table: expected an order key without NULL in report " + report.name()
                    + ", as it becomes a primary key; leave out 'nulls first' and 'nulls last'");
        }
    }

    private void makeOrAdapt(TableRights rights) throws SQLException {
        if (!isThere(TABLE, schema, relation)) {
            // Whoever else makes it meanwhile has committed when this lock is free.
            TableRights.lock(connection, "daybook report tables " + schema);
        }
        if (!isThere(SCHEMA, schema)) {
            rights.requireCreateInDatabase();
            execute("CREATE SCHEMA " + Identifier.quote(schema));
        }
        rights.requireUsage(schema);
        if (isThere(TABLE, schema, relation)) {
            adapt(rights);
        } else {
            rights.requireCreateIn(schema);
            execute(definition());
        }
    }

    private String definition() {
        List<String> lines = new ArrayList<>();
        typesByColumn.forEach((column, type) ->
                lines.add(Identifier.quote(column) + " " + type + (key.contains(column) ? " NOT NULL" : "")));
        lines.add("PRIMARY KEY (" + quoted(key) + ")");
        return "CREATE TABLE " + name + " (" + String.join(", ", lines) + ")";
    }

    private void adapt(TableRights rights) throws SQLException {
        Map<String, String> current = currentColumns();
        List<String> additions = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        typesByColumn.forEach((column, type) -> {
            String quoted = Identifier.quote(column);
            if (!current.containsKey(column)) {
                (key.contains(column) ? changes : additions).add("ADD COLUMN " + quoted + " " + type);
            } else if (!current.get(column).equals(type)) {
                changes.add("ALTER COLUMN " + quoted + " TYPE " + type);
            }
        });
        current.keySet().stream()
                .filter(column -> !typesByColumn.containsKey(column))
                .forEach(column -> changes.add("DROP COLUMN " + Identifier.quote(column)));
        if (!texts(connection, KEY, name).equals(key)) {
            changes.add("ADD PRIMARY KEY (" + quoted(key) + ") in place of its own");
        }
        if (!changes.isEmpty()) {
            throw new StepFailure.Configuration("--table: expected " + EscapedText.of(name)
                    + " to have the columns and the order key of the report, found others; drop it, or run: ALTER TABLE "
                    + EscapedText.of(name) + " " + EscapedText.of(String.join(", ", changes)));
        }
        rights.requireWrite(name);
        if (!additions.isEmpty()) {
            String change = "ALTER TABLE " + name + " " + String.join(", ", additions);
            rights.requireOwner(name, change);
            execute(change);
        }
    }

    private Map<String, String> currentColumns() throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return columns;
    }

    private boolean isThere(String query, String... names) throws SQLException {
        return !texts(connection, query, names).isEmpty();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static String quoted(List<String> columns) {
        return String.join(", ", columns.stream().map(Identifier::quote).toList());
    }

    private static List<String> textsOf(Connection connection, String query, Object[] values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("text", values));
            return firstColumn(statement);
        }
    }

    private static List<String> texts(Connection connection, String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return firstColumn(statement);
        }
    }

    private static List<String> firstColumn(PreparedStatement statement) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
