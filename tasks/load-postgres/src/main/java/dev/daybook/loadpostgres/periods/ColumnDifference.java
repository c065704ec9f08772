package dev.daybook.loadpostgres.periods;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column that is not in the table of all periods as it is in an extract.
 *
 * @param name its name
 * @param kind what is different
 * @param present its type in the table; empty where it has none
 * @param wanted its type in the extract; empty where it has none
 */
record ColumnDifference(String name, Kind kind, String present, String wanted) {

    /** What can be different. */
    enum Kind {
        /** The table does not have it. */
        NEW,
        /** The extract does not have it. */
        VANISHED,
        /** Both have it, in different types. */
        OTHER_TYPE
    }

    /** The columns of two tables by name, in the order of the second. A different collation is no difference. */
    private static final String COMPARE = """
            SELECT coalesce(w.attname, h.attname), h.attname IS NULL, w.attname IS NULL,
                   coalesce(format_type(h.atttypid, h.atttypmod), ''), coalesce(format_type(w.atttypid, w.atttypmod), '')
            FROM (SELECT * FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped) h
            FULL JOIN (SELECT * FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped) w
                   ON w.attname = h.attname
            WHERE (h.atttypid, h.atttypmod) IS DISTINCT FROM (w.atttypid, w.atttypmod)
            ORDER BY w.attnum, h.attnum""";

    /**
     * Compares two tables.
     *
     * @param present the qualified, quoted name of the table that is there
     * @param wanted that of a table with the columns that the extract has
     */
    static List<ColumnDifference> between(Connection connection, String present, String wanted) throws SQLException {
        List<ColumnDifference> differences = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COMPARE)) {
            statement.setString(1, present);
            statement.setString(2, wanted);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Kind kind = row.getBoolean(2) ? Kind.NEW : row.getBoolean(3) ? Kind.VANISHED : Kind.OTHER_TYPE;
                    differences.add(new ColumnDifference(row.getString(1), kind, row.getString(4), row.getString(5)));
                }
            }
        }
        return differences;
    }
}
