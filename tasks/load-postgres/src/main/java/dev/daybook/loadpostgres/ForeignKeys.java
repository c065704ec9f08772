package dev.daybook.loadpostgres;

import dev.daybook.lake.DatasetName;
import dev.daybook.lake.SourceName;
import dev.daybook.lake.TableDefinition;
import dev.daybook.postgres.Identifier;
import dev.daybook.task.EscapedText;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds the foreign keys, within sources and across them, one after the other: keys added at the same time deadlock. One
 * with orphans is left out with a warning, or stops the load where that is asked for.
 */
final class ForeignKeys {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final String schema;
    private final boolean strict;
    private final LeftOut leftOut;
    private final StepContext context;
    private final Map<SourceName, Map<DatasetName, String>> targets = new HashMap<>();
    private final Map<String, String> byTarget = new HashMap<>();
    private final List<String> orphaned = new ArrayList<>();
    private int added;

    ForeignKeys(String schema, boolean strict, LeftOut leftOut, StepContext context, List<LoadTable> tables) {
        this.schema = schema;
        this.strict = strict;
        this.leftOut = leftOut;
        this.context = context;
        for (LoadTable table : tables) {
            targets.computeIfAbsent(source(table), _ -> new HashMap<>())
                    .put(table.definition().name(), table.target());
            byTarget.put(table.target(), table.target());
        }
    }

    private static SourceName source(LoadTable table) {
        return table.extract().manifest().extract().source();
    }

    /**
     * Adds the foreign keys of all tables.
     *
     * @return how many were added
     * @throws StepFailure.BadData when one has orphans and keys are strict; lists all of them
     */
    int add(Connection connection, List<LoadTable> tables) throws SQLException {
        for (LoadTable table : tables) {
            for (TableDefinition.ForeignKey key : table.definition().foreignKeys()) {
                add(connection, table, key);
            }
        }
        if (strict && !orphaned.isEmpty()) {
            throw new StepFailure.BadData(
                    String.join("; ", orphaned)
                            + "; nothing was changed; correct the source and extract again, or load without --strict-foreign-keys");
        }
        return added;
    }

    private void add(Connection connection, LoadTable table, TableDefinition.ForeignKey key) throws SQLException {
        Optional<String> referenced = referenced(table, key);
        if (referenced.isEmpty()) {
            leftOut.add(table.target(), "foreign key " + key.name() + ": " + key.dataset() + " is not loaded");
            return;
        }
        String plain = "ALTER TABLE " + Identifier.quote(schema, table.target()) + " ADD "
                + (key.name().isEmpty() ? "" : "CONSTRAINT " + Identifier.quote(key.name()) + " ") + "FOREIGN KEY "
                + TableDdl.columns(key.columns()) + " REFERENCES " + Identifier.quote(schema, referenced.get()) + " "
                + TableDdl.columns(key.referencedColumns());
        String actions = key.definition().map(ForeignKeys::actions).orElse("");
        SQLException refused = attempt(connection, plain + actions);
        if (refused != null && !actions.isEmpty() && !isViolation(refused)) {
            refused = attempt(connection, plain);
        }
        if (refused == null) {
            added++;
        } else if (isViolation(refused)) {
            orphans(connection, table, key, referenced.get());
        } else {
            leftOut.add(table.target(), "foreign key " + key.name() + ": " + LoadFailure.reason(refused));
        }
    }

    private Optional<String> referenced(LoadTable table, TableDefinition.ForeignKey key) {
        String own = targets.get(source(table)).get(key.dataset());
        if (own != null) {
            return Optional.of(own);
        }
        return key.dataset().schema().isEmpty()
                ? Optional.ofNullable(byTarget.get(key.dataset().name()))
                : Optional.empty();
    }

    /** Adds the key in a transaction of its own; what the server said against it, or null. */
    private static SQLException attempt(Connection connection, String sql) throws SQLException {
        try {
            Sql.execute(connection, sql);
            return null;
        } catch (SQLException e) {
            if (e.getSQLState() == null
                    || e.getSQLState().startsWith("08")
                    || e.getSQLState().startsWith("57")) {
                throw e;
            }
            return e;
        }
    }

    private static boolean isViolation(SQLException refused) {
        return FOREIGN_KEY_VIOLATION.equals(refused.getSQLState());
    }

    private void orphans(Connection connection, LoadTable table, TableDefinition.ForeignKey key, String referenced)
            throws SQLException {
        long count = countOrphans(connection, table.target(), key, referenced);
        String what = "foreign key " + (key.name().isEmpty() ? "" : key.name() + " ") + TableDdl.columns(key.columns())
                + " to " + referenced + ": "
                + (count > 0 ? count + " rows have no row there" : "rows are partly NULL, against MATCH FULL");
        String line = EscapedText.of(table.target()) + ": " + EscapedText.of(what);
        if (key.validated()) {
            orphaned.add(line);
        }
        if (!strict) {
            context.warn(line);
        }
        leftOut.add(table.target(), what);
    }

    private long countOrphans(Connection connection, String target, TableDefinition.ForeignKey key, String referenced)
            throws SQLException {
        List<String> conditions = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String column = "c." + Identifier.quote(key.columns().get(i));
            conditions.add("r." + Identifier.quote(key.referencedColumns().get(i)) + " = " + column);
            given.add(column + " IS NOT NULL");
        }
        String query = "SELECT count(*) FROM " + Identifier.quote(schema, target) + " c WHERE "
                + String.join(" AND ", given) + " AND NOT EXISTS (SELECT FROM " + Identifier.quote(schema, referenced)
                + " r WHERE " + String.join(" AND ", conditions) + ")";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * What follows the referenced columns in the source's own text, {@code MATCH FULL ON DELETE CASCADE}, without NOT
     * VALID; empty when the text is not what {@code pg_get_constraintdef} prints.
     */
    static String actions(String definition) {
        int references = outsideQuotes(definition, " REFERENCES ", 0);
        int open = references < 0 ? -1 : outsideQuotes(definition, "(", references);
        int close = open < 0 ? -1 : outsideQuotes(definition, ")", open);
        if (close < 0 || definition.contains(";")) {
            return "";
        }
        return definition.substring(close + 1).replace(" NOT VALID", "");
    }

    private static int outsideQuotes(String text, String part, int from) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                quoted = !quoted;
            } else if (!quoted && i >= from && text.startsWith(part, i)) {
                return i;
            }
        }
        return -1;
    }
}
