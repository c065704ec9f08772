package dev.daybook.loadpostgres.verify;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of two tables by sums that their servers make. Where the sums differ, the tables are cut into
 * buckets by the rows' hashes, and only the rows' hashes of buckets that differ are read, in order, a few at a time.
 *
 * @param source in its transaction
 * @param warehouse in a transaction
 */
record RowComparison(Connection source, Connection warehouse) {

    private static final int FETCHED_AT_ONCE = 5_000;

    /** The number of rows, and the sums over the halves of their hashes. */
    private record Sums(long rows, BigDecimal first, BigDecimal second) {
        private static Sums read(ResultSet row, int column) throws SQLException {
            return new Sums(row.getLong(column), row.getBigDecimal(column + 1), row.getBigDecimal(column + 2));
        }
    }

    /** Compares the rows. */
    ComparedRows compare(RowHashSql atSource, RowHashSql inWarehouse) throws SQLException {
        if (totals(source, atSource).equals(totals(warehouse, inWarehouse))) {
            return ComparedRows.SAME;
        }
        Map<Integer, Sums> expected = buckets(source, atSource);
        Map<Integer, Sums> found = buckets(warehouse, inWarehouse);
        TreeSet<Integer> different = new TreeSet<>(expected.keySet());
        different.addAll(found.keySet());
        different.removeIf(
                bucket -> expected.containsKey(bucket) && expected.get(bucket).equals(found.get(bucket)));
        return merge(atSource.rows(List.copyOf(different)), inWarehouse.rows(List.copyOf(different)));
    }

    private static Sums totals(Connection connection, RowHashSql sql) throws SQLException {
        try (Statement statement = statement(connection);
                ResultSet row = statement.executeQuery(sql.totals())) {
            row.next();
            return Sums.read(row, 1);
        }
    }

    private static Map<Integer, Sums> buckets(Connection connection, RowHashSql sql) throws SQLException {
        Map<Integer, Sums> buckets = new HashMap<>();
        try (Statement statement = statement(connection);
                ResultSet row = statement.executeQuery(sql.buckets())) {
            while (row.next()) {
                buckets.put(row.getInt(1), Sums.read(row, 2));
            }
        }
        return buckets;
    }

    private ComparedRows merge(String ofSource, String ofWarehouse) throws SQLException {
        try (Statement first = statement(source);
                Statement second = statement(warehouse);
                ResultSet expected = first.executeQuery(ofSource);
                ResultSet found = second.executeQuery(ofWarehouse)) {
            ComparedRows.Counting counting = new ComparedRows.Counting();
            String nextExpected = next(expected);
            String nextFound = next(found);
            while (nextExpected != null || nextFound != null) {
                String hash = smaller(nextExpected, nextFound);
                long old = 0;
                long newer = 0;
                long day = 0;
                List<String> positions = new ArrayList<>();
                for (; hash.equals(nextExpected); nextExpected = next(expected)) {
                    if (expected.getBoolean(2)) {
                        newer++;
                    } else if (old++ < FETCHED_AT_ONCE) {
                        positions.add(expected.getString(3));
                    }
                }
                for (; hash.equals(nextFound); nextFound = next(found)) {
                    day++;
                }
                counting.add(new ComparedRows.Group(old, newer, day), positions);
            }
            return counting.result();
        }
    }

    private static @Nullable String next(ResultSet rows) throws SQLException {
        return rows.next() ? rows.getString(1) : null;
    }

    private static String smaller(@Nullable String first, @Nullable String second) {
        if (first == null) {
            return Objects.requireNonNull(second, "one of the two has a row left");
        }
        return second == null || first.compareTo(second) <= 0 ? first : second;
    }

    /** In a transaction, with a fetch size, pgjdbc reads a result a few rows at a time. */
    private static Statement statement(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setEscapeProcessing(false);
        statement.setFetchSize(FETCHED_AT_ONCE);
        return statement;
    }
}
