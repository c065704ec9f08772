package dev.daybook.loadpostgres.periods;

import dev.daybook.loadpostgres.schema.LoadId;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table of all periods: made, added and widened so that the rows of an extract go in. A column that the
 * extract lacks stays, and is NULL in its rows.
 *
 * @param ddl the statements on the table
 * @param views the views on such tables
 */
record PeriodsColumns(PeriodsTable ddl, PeriodsViews views) {

    /**
     * Brings the table to the extract's columns.
     *
     * @return whether all columns of the extract have the same types in the table, and not wider ones
     * @throws StepFailure.Configuration when a column has a type that does not hold the extract's and cannot be widened
     */
    boolean bring(Connection connection) throws SQLException {
        List<String> kind =
                Sql.texts(connection, "SELECT relkind::text FROM pg_class WHERE oid = to_regclass(?)", ddl.name());
        if (kind.isEmpty()) {
            Sql.execute(connection, ddl.create());
            return true;
        }
        if (!kind.getFirst().equals("p")) {
            throw new StepFailure.Configuration(EscapedText.of(ddl.name())
                    + ": expected a partitioned table that a load has made, found another relation; rename it");
        }
        return bring(connection, differences(connection));
    }

    private List<ColumnDifference> differences(Connection connection) throws SQLException {
        String example = "example_" + LoadId.create();
        String name = Identifier.quote(ddl.names().periods(), example);
        Sql.execute(connection, ddl.createExample(example));
        List<ColumnDifference> differences = ColumnDifference.between(connection, ddl.name(), name);
        Sql.execute(connection, "DROP TABLE " + name);
        return differences;
    }

    private boolean bring(Connection connection, List<ColumnDifference> differences) throws SQLException {
        boolean isSame = true;
        List<String> statements = new ArrayList<>();
        List<ColumnDifference> widened = new ArrayList<>();
        List<ColumnDifference> refused = new ArrayList<>();
        for (ColumnDifference difference : differences) {
            switch (difference.kind()) {
                case NEW -> statements.add(ddl.addColumn(difference.name()));
                case VANISHED -> {}
                case OTHER_TYPE -> {
                    if (TypeWidth.holds(difference.present(), difference.wanted())) {
                        isSame = false;
                    } else {
                        (TypeWidth.holds(difference.wanted(), difference.present()) ? widened : refused)
                                .add(difference);
                    }
                }
            }
        }
        refuse(refused);
        if (!widened.isEmpty()) {
            statements.addFirst(ddl.widen(widened));
        }
        change(connection, statements, !widened.isEmpty());
        return isSame;
    }

    private void change(Connection connection, List<String> statements, boolean withoutView) throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        lock(connection);
        if (withoutView) {
            views.dropForNow(connection, ddl);
        }
        for (String statement : statements) {
            Sql.execute(connection, statement);
        }
    }

    private void refuse(List<ColumnDifference> refused) {
        if (refused.isEmpty()) {
            return;
        }
        List<String> columns = refused.stream()
                .map(column -> "column " + EscapedText.of(column.name()) + " is " + EscapedText.of(column.present())
                        + " there and " + EscapedText.of(column.wanted()) + " in the extract")
                .toList();
        throw new StepFailure.Configuration(EscapedText.of(ddl.name()) + ": " + String.join(", ", columns)
                + ", which does not hold all that is there; nothing was changed; extract it in the type that is there, or"
                + " run " + EscapedText.of(views.drop(ddl) + "; " + ddl.widen(refused)) + " and then this again");
    }

    /** All waits for readers of the table together last 200 ms at most, as new readers wait meanwhile. */
    private void lock(Connection connection) throws SQLException {
        Sql.execute(connection, "SET LOCAL statement_timeout = '200ms'");
        Sql.execute(connection, "LOCK TABLE " + ddl.name() + " IN ACCESS EXCLUSIVE MODE");
        Sql.execute(connection, "SET LOCAL statement_timeout = 0");
    }
}
