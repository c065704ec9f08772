package dev.daybook.loadpostgres.build;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.loadpostgres.ddl.RelationNames;
import dev.daybook.loadpostgres.ddl.TableDdl;
import dev.daybook.loadpostgres.session.ServerMessage;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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
    private final Map<SourceName, Map<DatasetName, LoadTable>> targets = new HashMap<>();
    private final Map<String, LoadTable> byTarget = new HashMap<>();
    private final List<String> orphaned = new ArrayList<>();
    private int added;

    ForeignKeys(String schema, boolean strict, LeftOut leftOut, StepContext context, List<LoadTable> tables) {
        this.schema = schema;
        this.strict = strict;
        this.leftOut = leftOut;
        this.context = context;
        for (LoadTable table : tables) {
            targets.computeIfAbsent(source(table), _ -> new HashMap<>())
                    .put(table.definition().name(), table);
            byTarget.put(table.target(), table);
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
        Optional<LoadTable> referenced = referenced(table, key);
        if (referenced.isEmpty()) {
            leftOut.add(table.target(), "foreign key " + key.name() + ": " + key.dataset() + " is not loaded");
            return;
        }
        TableDdl ddl = new TableDdl(schema, table.definition(), table.types(), new RelationNames(List.of()));
        String target = referenced.get().target();
        String actions = ddl.actions(key);
        Optional<SQLException> refused = attempt(connection, ddl.foreignKey(key, target, actions));
        if (!actions.isEmpty() && refused.filter(error -> !isViolation(error)).isPresent()) {
            refused = attempt(connection, ddl.foreignKey(key, target, ""));
        }
        if (refused.isEmpty()) {
            added++;
        } else if (isViolation(refused.get())) {
            violated(connection, table, key, referenced.get());
        } else {
            leftOut.add(table.target(), "foreign key " + key.name() + ": " + ServerMessage.reason(refused.get()));
        }
    }

    private Optional<LoadTable> referenced(LoadTable table, TableDefinition.ForeignKey key) {
        LoadTable own = targets.getOrDefault(source(table), Map.of()).get(key.dataset());
        if (own != null) {
            return Optional.of(own);
        }
        return key.dataset().schema().isEmpty()
                ? Optional.ofNullable(byTarget.get(key.dataset().name()))
                : Optional.empty();
    }

    /** Adds the key in a transaction of its own; what the server said against it, if it did. */
    private static Optional<SQLException> attempt(Connection connection, String sql) throws SQLException {
        try {
            Sql.execute(connection, sql);
            return Optional.empty();
        } catch (SQLException e) {
            if (e.getSQLState() == null
                    || e.getSQLState().startsWith("08")
                    || e.getSQLState().startsWith("57")) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    private static boolean isViolation(SQLException refused) {
        return FOREIGN_KEY_VIOLATION.equals(refused.getSQLState());
    }

    private void violated(Connection connection, LoadTable table, TableDefinition.ForeignKey key, LoadTable referenced)
            throws SQLException {
        String what = "foreign key " + (key.name().isEmpty() ? "" : key.name() + " ") + TableDdl.columns(key.columns())
                + " to " + referenced.target() + ": ";
        Optional<String> comparedOtherwise = comparedOtherwise(table, key.columns())
                .or(() -> comparedOtherwise(referenced, key.referencedColumns()));
        if (comparedOtherwise.isPresent()) {
            leftOut.add(
                    table.target(),
                    what + "its columns are compared otherwise in the warehouse, " + comparedOtherwise.get());
        } else {
            orphans(table, key, what, countOrphans(connection, table.target(), key, referenced.target()));
        }
    }

    /** Why rows that fit together at the source need not do so here: what is equal there may differ here. */
    private static Optional<String> comparedOtherwise(LoadTable table, List<String> columns) {
        List<ColumnDefinition> definitions = table.definition().columns();
        return IntStream.range(0, definitions.size())
                .filter(i -> columns.contains(definitions.get(i).name()))
                .mapToObj(i -> table.types().get(i).comparedOtherwise())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void orphans(LoadTable table, TableDefinition.ForeignKey key, String foreignKey, long count) {
        String what = foreignKey
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
}
