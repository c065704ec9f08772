package dev.daybook.pgcopy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.pgcopy.TestTable.TestColumn;
import dev.daybook.pgcopy.decode.CopyBinaryDecoder;
import dev.daybook.task.StepFailure;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Values that PostgreSQL has and the lake's type has not: refused, with the place and the option that carries them. */
class CopyCodecErrorsTest {

    private static final int MAX_VALUE = 1000;
    private static TestDatabase database;

    /** A value and what is said of it. */
    record ConversionErrors(TestColumn column, String value, String message) {
        @Override
        public String toString() {
            return value;
        }
    }

    @BeforeAll
    static void createDatabase() {
        database = PostgresServer.shared().createDatabase();
    }

    static Stream<ConversionErrors> errors() {
        return Stream.of(decimals(), wideDecimals(), arrays(), times(), sizes()).flatMap(each -> each);
    }

    private static Stream<ConversionErrors> decimals() {
        TestColumn column = TestColumn.of(new ColumnType.Decimal(10, 2), "numeric", "numeric");
        return Stream.of(
                error(column, "'NaN'::numeric", "NaN, which a decimal cannot hold"),
                error(column, "'Infinity'::numeric", "Infinity, which a decimal cannot hold"),
                error(column, "'-Infinity'::numeric", "-Infinity, which a decimal cannot hold"),
                error(column, "1.5::numeric", "a value with 1 digits after the point, decimal(10,2) has 2"),
                error(column, "0.001::numeric", "a value with 3 digits after the point, decimal(10,2) has 2"),
                error(column, "-100000000.00::numeric", "a value with 9 digits before the point, decimal(10,2) has 8"),
                error(
                        TestColumn.of(new ColumnType.Decimal(18, 0), "numeric", "numeric"),
                        "1000000000000000000::numeric",
                        "a value with 19 digits before the point, decimal(18,0) has 18"));
    }

    private static Stream<ConversionErrors> wideDecimals() {
        TestColumn column = TestColumn.of(new ColumnType.Decimal(38, 0), "numeric", "numeric");
        return Stream.of(
                error(column, "'NaN'::numeric", "NaN, which a decimal cannot hold"),
                error(
                        column,
                        "1" + "0".repeat(38) + "::numeric",
                        "a value with 39 digits before the point, decimal(38,0) has 38"));
    }

    private static Stream<ConversionErrors> arrays() {
        TestColumn column =
                TestColumn.of(new ColumnType.Int32(), "int4", "integer").array();
        return Stream.of(
                error(column, "'{{1,2},{3,4}}'::int4[]", "an array of 2 dimensions, only one is a LIST"),
                error(column, "'[0:2]={1,2,3}'::int4[]", "an array whose lower bound is 0, only 1 is a LIST"));
    }

    private static Stream<ConversionErrors> times() {
        String outside = "a timestamp outside the 64 bits that Parquet has for microseconds since 1970-01-01";
        return Stream.of(
                error(
                        TestColumn.of(new ColumnType.Timestamp(false), "timestamp", "timestamp without time zone"),
                        "'294247-01-10 04:00:54.775807'::timestamp",
                        outside),
                error(
                        TestColumn.of(new ColumnType.Timestamp(true), "timestamptz", "timestamp with time zone"),
                        "'294276-12-31 23:59:59.999999+00'::timestamptz",
                        outside));
    }

    private static Stream<ConversionErrors> sizes() {
        return Stream.of(
                new ConversionErrors(
                        TestColumn.of(new ColumnType.Text(), "text", "text"),
                        "repeat('x', 1001)",
                        "column public.t.c1 (text) holds a value of 1001 bytes, at most 1000 are allowed"),
                new ConversionErrors(
                        TestColumn.of(new ColumnType.Text(), "text", "text"),
                        "repeat('x', 1000000)",
                        "column public.t.c1 (text) holds a value of 1000000 bytes, at most 1000 are allowed"));
    }

    private static ConversionErrors error(TestColumn column, String value, String found) {
        return new ConversionErrors(
                column, value, "column public.t.c1 (" + column.source().formatted() + ") holds " + found);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void isRefusedWithTheOptionThatCarriesIt(ConversionErrors error) {
        assertThatThrownBy(() -> decode(TestTable.of(error.column()), error.value()))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(error.message());
    }

    private static void decode(TableDefinition table, String value) throws SQLException {
        CopyBinaryDecoder decoder = new CopyBinaryDecoder(table, MAX_VALUE);
        try (Connection connection = database.connect()) {
            CopyOut out = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT " + value + ") TO STDOUT (FORMAT binary)");
            byte[] message = out.readFromCopy();
            while (message != null) {
                decoder.decode(message, 0, message.length, _ -> {});
                message = out.readFromCopy();
            }
            decoder.finish(_ -> {});
        }
    }
}
