package dev.daybook.lake.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.model.WriterSettings.Compression;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What DuckDB makes of our files: values, types, counts, and answers that it finds by our statistics. */
class IndependentReaderTest {

    /** So little that each batch becomes a row group of its own. */
    private static final WriterSettings GROUP_PER_BATCH = new WriterSettings(new Compression.Zstd(1), 1);

    @TempDir
    private Path folder;

    static Stream<ColumnType> types() {
        return RandomValues.allTypes().stream();
    }

    static Stream<ColumnType> flatTypes() {
        return RandomValues.FLAT_TYPES.stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void limitsAndNullsAreTheSame(ColumnType type) throws SQLException {
        List<Object> column = new ArrayList<>(RandomValues.limits(type));
        column.add(1, null);
        assertSameValues(type, column);
    }

    @ParameterizedTest
    @MethodSource("types")
    void manyPagesOfDistinctValuesAreTheSame(ColumnType type) throws SQLException {
        assertSameValues(type, new RandomValues(5).column(type, 21_000, 0.2, 21_000));
    }

    @ParameterizedTest
    @MethodSource("types")
    void manyPagesOfFewDistinctValuesAreTheSame(ColumnType type) throws SQLException {
        assertSameValues(type, new RandomValues(6).column(type, 21_000, 0, 30));
    }

    @ParameterizedTest
    @MethodSource("types")
    void emptyTablesKeepTheirType(ColumnType type) throws SQLException {
        Path file = folder.resolve("part.parquet");
        Rows.write(file, Rows.table(type), List.of(List.of()));
        try (DuckDb duckDb = new DuckDb()) {
            assertThat(duckDb.query("SELECT column_type FROM (DESCRIBE SELECT * FROM " + DuckDb.from(file) + ")"))
                    .containsExactly(List.of(typeName(type)));
            assertThat(duckDb.query("SELECT count(*) FROM " + DuckDb.from(file)))
                    .containsExactly(List.of(0L));
        }
    }

    private void assertSameValues(ColumnType type, List<Object> column) throws SQLException {
        Path file = folder.resolve("part.parquet");
        Rows.write(file, Rows.table(type), List.of(column));
        List<Object> expected = new ArrayList<>();
        column.forEach(value -> expected.add(text(type, value)));
        try (DuckDb duckDb = new DuckDb()) {
            assertThat(duckDb.column("SELECT " + expression(type, "c0") + " FROM " + DuckDb.from(file)))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("flatTypes")
    void statisticsEqualTheData(ColumnType type) throws SQLException {
        Path file = fileOfSmallGroups(type);
        String metadata =
                "(SELECT row_group_id, stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('"
                        + file + "'))";
        String data = "(SELECT (file_row_number / 3)::INT AS row_group_id, min(c0) AS smallest, max(c0) AS largest,"
                + " count(*) - count(c0) AS nulls FROM (SELECT c0, file_row_number // 3 * 3 AS file_row_number FROM"
                + " read_parquet('" + file + "', file_row_number = true)) GROUP BY 1)";
        try (DuckDb duckDb = new DuckDb()) {
            List<List<Object>> different = duckDb.query("SELECT * FROM " + metadata + " JOIN " + data
                    + " USING (row_group_id) WHERE " + differs("stats_min_value", "smallest", type)
                    + " OR " + differs("stats_max_value", "largest", type)
                    + " OR stats_null_count IS DISTINCT FROM nulls");
            assertThat(different).isEmpty();
            assertThat((Long) duckDb.query("SELECT count(stats_min_value) FROM " + metadata)
                            .getFirst()
                            .getFirst())
                    .isGreaterThan(5);
        }
    }

    @ParameterizedTest
    @MethodSource("flatTypes")
    void filtersByStatisticsFindWhatIsThere(ColumnType type) throws SQLException {
        Path file = fileOfSmallGroups(type);
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.execute("CREATE TABLE t AS SELECT c0 FROM " + DuckDb.from(file));
            for (Object literal : duckDb.column("SELECT DISTINCT c0::VARCHAR FROM t WHERE c0 IS NOT NULL")) {
                String constant = "CAST('" + literal + "' AS " + typeName(type) + ")";
                for (String operator : List.of("=", "<", ">", "<=", ">=", "<>")) {
                    String count = "SELECT count(*) FROM %s WHERE c0 " + operator + " " + constant;
                    assertThat(duckDb.query(count.formatted(DuckDb.from(file))))
                            .as(operator + literal)
                            .isEqualTo(duckDb.query(count.formatted("t")));
                }
            }
        }
    }

    private static String differs(String statistic, String value, ColumnType type) {
        String differs = "(" + statistic + "::" + typeName(type) + " IS DISTINCT FROM " + value + ")";
        boolean isFloat = type instanceof ColumnType.Float32 || type instanceof ColumnType.Float64;
        // DuckDB shows no statistic that is infinite.
        return isFloat ? "(isfinite(" + value + ") AND " + differs + ")" : differs;
    }

    private Path fileOfSmallGroups(ColumnType type) {
        List<Object> column = new ArrayList<>();
        for (Object limit : RandomValues.limits(type)) {
            column.add(limit);
            column.add(null);
            column.add(limit);
        }
        column.addAll(new RandomValues(7).column(type, 60, 0.2, 40));
        Path file = folder.resolve("part.parquet");
        Rows.write(file, Rows.table(type), GROUP_PER_BATCH, 3, List.of(column));
        return file;
    }

    @Test
    void aNotANumberIsFoundAboveAllNumbers() throws SQLException {
        Path file = folder.resolve("part.parquet");
        List<Object> column = List.of(
                Double.doubleToRawLongBits(1), Double.doubleToRawLongBits(Double.NaN), Double.doubleToRawLongBits(2));
        Rows.write(file, Rows.table(new ColumnType.Float64()), List.of(column));
        try (DuckDb duckDb = new DuckDb()) {
            assertThat(duckDb.query("SELECT count(*) FROM " + DuckDb.from(file) + " WHERE c0 > 100"))
                    .containsExactly(List.of(1L));
        }
    }

    @Test
    void theFooterHoldsTheDefinition() throws SQLException {
        Path file = folder.resolve("part.parquet");
        TableDefinition table = Rows.table(new ColumnType.Int32());
        try (ParquetPartWriter writer =
                Rows.writer(file, table, "{\"dataset\":\"public.t\"}", WriterSettings.DEFAULT)) {
            writer.finish();
        }
        try (DuckDb duckDb = new DuckDb()) {
            assertThat(duckDb.query(
                            "SELECT decode(key), decode(value) FROM parquet_kv_metadata('" + file + "') ORDER BY key"))
                    .containsExactly(
                            List.of("daybook.table", "{\"dataset\":\"public.t\"}"),
                            List.of("daybook.writer", "daybook"));
        }
    }

    /** A value as text that both sides agree on. */
    private static String expression(ColumnType type, String value) {
        return switch (type) {
            case ColumnType.Bool _ -> value + "::INT::VARCHAR";
            case ColumnType.Float32 _, ColumnType.Float64 _ -> value + "::DOUBLE";
            case ColumnType.Binary _ -> "lower(hex(" + value + "))";
            case ColumnType.Text _, ColumnType.EnumText _, ColumnType.Json _ ->
                "lower(hex(encode(" + value + "::VARCHAR)))";
            case ColumnType.Date _ -> finite(value, "(" + value + " - DATE '1970-01-01')");
            case ColumnType.Timestamp _ -> finite(value, "epoch_us(" + value + ")");
            case ColumnType.Time _ -> "epoch_us(" + value + ")::VARCHAR";
            case ColumnType.ListOf list ->
                "list_transform(" + value + ", lambda x: " + expression(list.element(), "x") + ")";
            case ColumnType.Int16 _, ColumnType.Int32 _, ColumnType.Int64 _, ColumnType.Decimal _, ColumnType.Uuid _ ->
                value + "::VARCHAR";
        };
    }

    private static String finite(String value, String number) {
        return "CASE WHEN isfinite(" + value + ") THEN " + number + "::VARCHAR ELSE " + value + "::VARCHAR END";
    }

    private static Object text(ColumnType type, Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case ColumnType.Float32 _ -> (double) Float.intBitsToFloat((int) (long) (Long) value);
            case ColumnType.Float64 _ -> Double.longBitsToDouble((Long) value);
            case ColumnType.Decimal decimal -> {
                String plain = new BigDecimal(unscaled(value), decimal.scale()).toPlainString();
                // DuckDB writes no digit before the point of a type that has none.
                yield decimal.precision() == decimal.scale() ? plain.replace("0.", ".") : plain;
            }
            case ColumnType.Uuid _ -> {
                ByteBuffer bytes = ByteBuffer.wrap(((Rows.Bytes) value).value());
                yield new UUID(bytes.getLong(), bytes.getLong()).toString();
            }
            case ColumnType.Binary _, ColumnType.Text _, ColumnType.EnumText _, ColumnType.Json _ ->
                HexFormat.of().formatHex(((Rows.Bytes) value).value());
            case ColumnType.Date _ -> infinite((Long) value, Integer.MAX_VALUE);
            case ColumnType.Timestamp _ -> infinite((Long) value, Long.MAX_VALUE);
            case ColumnType.ListOf list -> {
                List<Object> elements = new ArrayList<>();
                ((List<?>) value).forEach(element -> elements.add(text(list.element(), element)));
                yield elements;
            }
            case ColumnType.Bool _, ColumnType.Int16 _, ColumnType.Int32 _, ColumnType.Int64 _, ColumnType.Time _ ->
                value.toString();
        };
    }

    private static BigInteger unscaled(Object value) {
        return value instanceof Rows.Bytes bytes ? new BigInteger(bytes.value()) : BigInteger.valueOf((Long) value);
    }

    private static String infinite(long value, long infinity) {
        if (value == infinity) {
            return "infinity";
        }
        return value == -infinity ? "-infinity" : Long.toString(value);
    }

    private static String typeName(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool _ -> "BOOLEAN";
            case ColumnType.Int16 _ -> "SMALLINT";
            case ColumnType.Int32 _ -> "INTEGER";
            case ColumnType.Int64 _ -> "BIGINT";
            case ColumnType.Float32 _ -> "FLOAT";
            case ColumnType.Float64 _ -> "DOUBLE";
            case ColumnType.Decimal decimal -> "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
            case ColumnType.Text _, ColumnType.EnumText _ -> "VARCHAR";
            case ColumnType.Json _ -> "JSON";
            case ColumnType.Binary _ -> "BLOB";
            case ColumnType.Uuid _ -> "UUID";
            case ColumnType.Date _ -> "DATE";
            case ColumnType.Time _ -> "TIME";
            case ColumnType.Timestamp timestamp -> timestamp.utc() ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
            case ColumnType.ListOf list -> typeName(list.element()) + "[]";
        };
    }
}
