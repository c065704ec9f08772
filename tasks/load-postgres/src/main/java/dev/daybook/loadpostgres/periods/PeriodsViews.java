package dev.daybook.loadpostgres.periods;

import dev.daybook.loadpostgres.schema.Grants;
import dev.daybook.loadpostgres.schema.Relation;
import dev.daybook.loadpostgres.session.ServerMessage;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.switchover.KeptGrants;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The views in the pipeline's stable schema that show the rows of all periods. Used in one transaction. */
final class PeriodsViews {

    private static final String DEPENDENT_OBJECTS = "2BP01";

    private static final String COLUMNS = """
            SELECT attname FROM pg_attribute
            WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";

    private final WarehouseNames names;
    private final Map<String, Relation> present;
    private final Map<String, List<String>> kept = new HashMap<>();

    private PeriodsViews(WarehouseNames names, Map<String, Relation> present) {
        this.names = names;
        this.present = present;
    }

    /** The views that are there. */
    static PeriodsViews of(Connection connection, WarehouseNames names) throws SQLException {
        return new PeriodsViews(names, Relation.ofSchema(connection, names.stable()));
    }

    private String name(PeriodsTable table) {
        return Identifier.quote(names.stable(), table.table().target());
    }

    /** {@code DROP VIEW} of a table's view. */
    String drop(PeriodsTable table) {
        return "DROP VIEW " + name(table);
    }

    /**
     * Drops a table's view, so that the table can change; {@link #show} makes it again, with its grants.
     *
     * @throws StepFailure.Configuration when something depends on it
     */
    void dropForNow(Connection connection, PeriodsTable table) throws SQLException {
        String target = table.table().target();
        if (!present.containsKey(target)) {
            return;
        }
        requireOwn(present.get(target));
        kept.put(target, KeptGrants.of(connection, names.stable(), target));
        try {
            Sql.execute(connection, drop(table));
        } catch (SQLException e) {
            if (DEPENDENT_OBJECTS.equals(e.getSQLState())) {
                throw new StepFailure.Configuration("a column of " + EscapedText.of(table.name())
                        + " is to become wider: " + ServerMessage.messageWithDetail(e)
                        + "; nothing was changed; drop what depends on the view, then run again");
            }
            throw e;
        }
        present.remove(target);
    }

    /**
     * Makes a table's view where it is missing, and adds the columns to it that it lacks.
     *
     * @throws StepFailure.Configuration when something else has the view's name
     */
    void show(Connection connection, PeriodsTable table) throws SQLException {
        List<String> columns = Sql.texts(connection, COLUMNS, table.name());
        Relation view = present.get(table.table().target());
        if (view != null) {
            requireOwn(view);
            if (columns.equals(
                    view.columns().stream().map(Relation.Column::name).toList())) {
                return;
            }
            Sql.execute(connection, "SET LOCAL lock_timeout = '200ms'");
        }
        Sql.execute(
                connection,
                "CREATE OR REPLACE VIEW " + name(table) + " AS SELECT "
                        + String.join(
                                ", ", columns.stream().map(Identifier::quote).toList()) + " FROM "
                        + table.name());
        for (String statement : kept.getOrDefault(table.table().target(), List.of())) {
            Sql.execute(connection, statement);
        }
    }

    /** Lets a role read the views of tables. */
    void grant(Connection connection, List<PeriodsTable> tables, String role) throws SQLException {
        for (PeriodsTable table : tables) {
            Grants.onView(connection, names.stable(), table.table().target(), role);
        }
    }

    private void requireOwn(Relation view) {
        boolean isOwn = view.kind().equals("v")
                && view.bases().size() == 1
                && !view.narrowed()
                && view.bases().getFirst().schema().equals(names.periods())
                && view.bases().getFirst().name().equals(view.name());
        if (!isOwn) {
            String name = EscapedText.of(names.stable() + "." + view.name());
            throw new StepFailure.Configuration(name + ": expected the view of "
                    + EscapedText.of(names.periods() + "." + view.name())
                    + ", found another relation; rename it, or extract the dataset as another name");
        }
    }
}
