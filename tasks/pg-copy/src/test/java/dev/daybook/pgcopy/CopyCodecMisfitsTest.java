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
class CopyCodecMisfitsTest {

    private static final int MAX_VALUE = 1000;
    private static final String AS_TEXT = "; carry the column as text: --type public.t.c1=text";
    private static TestDatabase database;

    /** A value and what is said of it. */
    record Misfits(TestColumn column, String value, String message) {
        @Override
        public String toString() {
            return value;
        }
    }

    @BeforeAll
    static void createDatabase() {
        database = PostgresServer.shared().createDatabase();
    }

    static Stream<Misfits> misfits() {
        return Stream.of(decimals(), wideDecimals(), arrays(), times(), sizes()).flatMap(each -> each);
    }

    private static Stream<Misfits> decimals() {
        TestColumn column = TestColumn.of(new ColumnType.Decimal(10, 2), "numeric", "numeric");
        return Stream.of(
                misfit(column, "'NaN'::numeric", "NaN, which a decimal cannot hold"),
                misfit(column, "'Infinity'::numeric", "Infinity, which a decimal cannot hold"),
                misfit(column, "'-Infinity'::numeric", "-Infinity, which a decimal cannot hold"),
                misfit(column, "1.5::numeric", "a value with 1 digits after the point, decimal(10,2) has 2"),
                misfit(column, "0.001::numeric", "a value with 3 digits after the point, decimal(10,2) has 2"),
                misfit(column, "-100000000.00::numeric", "a value with 9 digits before the point, decimal(10,2) has 8"),
                misfit(
                        TestColumn.of(new ColumnType.Decimal(18, 0), "numeric", "numeric"),
                        "1000000000000000000::numeric",
                        "a value with 19 digits before the point, decimal(18,0) has 18"));
    }

    private static Stream<Misfits> wideDecimals() {
        TestColumn column = TestColumn.of(new ColumnType.Decimal(38, 0), "numeric", "numeric");
        return Stream.of(
                misfit(column, "'NaN'::numeric", "NaN, which a decimal cannot hold"),
                misfit(
                        column,
                        "1" + "0".repeat(38) + "::numeric",
                        "a value with 39 digits before the point, decimal(38,0) has 38"));
    }

    private static Stream<Misfits> arrays() {
        TestColumn column =
                TestColumn.of(new ColumnType.Int32(), "int4", "integer").array();
        return Stream.of(
                misfit(column, "'{{1,2},{3,4}}'::int4[]", "an array of 2 dimensions, only one is a LIST"),
                misfit(column, "'[0:2]={1,2,3}'::int4[]", "an array whose lower bound is 0, only 1 is a LIST"));
    }

    private static Stream<Misfits> times() {
        String outside = "a timestamp outside the 64 bits that Parquet has for microseconds since 1970-01-01";
        return Stream.of(
                misfit(
                        TestColumn.of(new ColumnType.Timestamp(false), "timestamp", "timestamp without time zone"),
                        "'294247-01-10 04:00:54.775807'::timestamp",
                        outside),
                misfit(
                        TestColumn.of(new ColumnType.Timestamp(true), "timestamptz", "timestamp with time zone"),
                        "'294276-12-31 23:59:59.999999+00'::timestamptz",
                        outside));
    }

    private static Stream<Misfits> sizes() {
        return Stream.of(
                new Misfits(
                        TestColumn.of(new ColumnType.Text(), "text", "text"),
                        "repeat('x', 1001)",
                        "column public.t.c1 (text) holds a value of 1001 bytes, at most 1000 are allowed; "
                                + "allow it: --max-value 1001"),
                new Misfits(
                        TestColumn.of(new ColumnType.Text(), "text", "text"),
                        "repeat('x', 1000000)",
                        "column public.t.c1 (text) holds a value of 1000000 bytes, at most 1000 are allowed; "
                                + "allow it: --max-value 1000000"));
    }

    private static Misfits misfit(TestColumn column, String value, String found) {
        return new Misfits(
                column, value, "column public.t.c1 (" + column.source().formatted() + ") holds " + found + AS_TEXT);
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void isRefusedWithTheOptionThatCarriesIt(Misfits misfit) {
        assertThatThrownBy(() -> decode(TestTable.of(misfit.column()), misfit.value()))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(misfit.message());
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
