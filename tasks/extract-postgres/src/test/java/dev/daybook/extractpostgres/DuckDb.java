package dev.daybook.extractpostgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** An independent reader of Parquet files. */
final class DuckDb {

    private DuckDb() {}

    /** Some files as the table of a query. */
    static String parquet(List<Path> files) {
        return files.stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "read_parquet([", "])"));
    }

    /** The rows of a query, columns separated by {@code |}, NULL as {@code <null>}. */
    static List<String> query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                return lines(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a query failed: " + e.getMessage(), e);
        }
    }

    private static List<String> lines(ResultSet rows) throws SQLException {
        List<String> lines = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringJoiner line = new StringJoiner("|");
            for (int column = 1; column <= columns; column++) {
                String value = rows.getString(column);
                line.add(value == null ? "<null>" : value);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
