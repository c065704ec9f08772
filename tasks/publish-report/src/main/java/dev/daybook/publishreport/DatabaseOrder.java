package dev.daybook.publishreport;

import dev.daybook.postgres.connect.AnswerLimit;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;

/**
 * The order of a database, by which it compares values itself (docs/decisions/0255).
 *
 * @param connection to the database
 * @param answers how long an answer may take
 */
record DatabaseOrder(Connection connection, AnswerLimit answers) implements ServerOrder {

    /** The columns of a function have the collation of their type: for text the database's own. */
    private static final String FIRST_NOT_ASCENDING = """
            SELECT min(pair.number) - 1
            FROM unnest(?, ?) WITH ORDINALITY AS pair (lower, upper, number)
            WHERE pair.lower >= pair.upper""";

    @Override
    public OptionalInt firstNotAscending(ReportColumn column, List<String> lower, List<String> upper)
            throws SQLException {
        return answers.on(connection, open -> {
            try (PreparedStatement statement = open.prepareStatement(FIRST_NOT_ASCENDING)) {
                statement.setArray(1, array(open, column, lower));
                statement.setArray(2, array(open, column, upper));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    int number = row.getInt(1);
                    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
                }
            }
        });
    }

    private static Array array(Connection connection, ReportColumn column, List<String> values) throws SQLException {
        return connection.createArrayOf(column.typeName(), values.toArray());
    }
}
