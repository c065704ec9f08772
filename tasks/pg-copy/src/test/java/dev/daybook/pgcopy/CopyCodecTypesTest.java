package dev.daybook.pgcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.pgcopy.TestTable.TestColumn;
import dev.daybook.pgcopy.decode.CopyBinaryDecoder;
import dev.daybook.pgcopy.encode.CopyBinaryEncoder;
import dev.daybook.pgcopy.encode.CopyEncoder;
import dev.daybook.pgcopy.encode.CopySink;
import dev.daybook.pgcopy.encode.CopyTextEncoder;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Every type through COPY BINARY, both codecs and back into PostgreSQL, compared in the server's own text form. */
class CopyCodecTypesTest {

    private static final int MAX_VALUE = 64 << 20;
    private static TestDatabase database;

    /** A type with values at its limits; NULL is added to all of them. */
    record TypeCase(String sql, TestColumn column, List<String> values) {
        @Override
        public String toString() {
            return sql;
        }
    }

    @BeforeAll
    static void createDatabase() {
        database = PostgresServer.shared().createDatabase();
        database.execute("CREATE DOMAIN short_text AS varchar(3)", "CREATE TYPE mood AS ENUM ('sad', 'so so', 'ok')");
    }

    static Stream<TypeCase> types() {
        return Stream.of(numbers(), decimals(), texts(), times()).flatMap(s -> s);
    }

    static Stream<TypeCase> typesAndArrays() {
        return types().flatMap(each -> Stream.of(each, arrayOf(each)));
    }

    private static TypeCase arrayOf(TypeCase each) {
        String all = "ARRAY[" + String.join(", ", each.values()) + ", NULL]::" + each.sql() + "[]";
        return new TypeCase(
                each.sql() + "[]",
                each.column().array(),
                List.of(all, "'{}'", "'{NULL}'", "ARRAY[" + each.values().getFirst() + "]::" + each.sql() + "[]"));
    }

    private static Stream<TypeCase> numbers() {
        return Stream.of(
                typeCase("boolean", new ColumnType.Bool(), "bool", "true", "false"),
                typeCase("int2", new ColumnType.Int16(), "int2", "'-32768'", "0", "32767"),
                typeCase("int4", new ColumnType.Int32(), "int4", "'-2147483648'", "0", "2147483647"),
                typeCase("int8", new ColumnType.Int64(), "int8", "'-9223372036854775808'", "0", "9223372036854775807"),
                typeCase("oid", new ColumnType.Int64(), "oid", "'0'", "'2147483648'", "'4294967295'"),
                typeCase(
                        "float4",
                        new ColumnType.Float32(),
                        "float4",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "'-0'",
                        "'0'",
                        "'1e-45'",
                        "'3.4028235e38'",
                        "'32.38'",
                        "'0.1'",
                        "'1e10'",
                        "'16777216'"),
                typeCase(
                        "float8",
                        new ColumnType.Float64(),
                        "float8",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "'-0'",
                        "'4.9e-324'",
                        "'2.2250738585072014e-308'",
                        "'1.7976931348623157e308'",
                        "'0.1'",
                        "'0.30000000000000004'",
                        "'9007199254740993'",
                        "'1e23'"));
    }

    private static Stream<TypeCase> decimals() {
        return Stream.of(
                decimal(1, 0, "'-9'", "'0'", "'9'"),
                decimal(9, 2, "'-9999999.99'", "'0'", "'0.01'", "'-0.10'", "'1'", "'10000'", "'12345.67'"),
                decimal(3, 3, "'0.999'", "'-0.001'", "'0.1'"),
                decimal(12, 2, "'9999999999.99'", "'10000.0001'", "'100000000'"),
                decimal(18, 0, "'999999999999999999'", "'-999999999999999999'", "'100000000000000000'"),
                decimal(18, 18, "'0.999999999999999999'", "'-0.000000000000000001'"),
                decimal(18, 5, "'9999999999999.99999'", "'1234567890123.00001'", "'0.00001'"),
                decimal(19, 0, "'9999999999999999999'", "'-9999999999999999999'", "'9223372036854775808'", "'0'"),
                decimal(19, 4, "'999999999999999.9999'", "'-922337203685477.5808'", "'0.0001'"),
                decimal(38, 0, "'99999999999999999999999999999999999999'", "'-1'", "'10000000000000000000000000000'"),
                decimal(38, 9, "'-99999999999999999999999999999.999999999'", "'0.000000001'", "'1'", "'0'"),
                decimal(38, 38, "'0.99999999999999999999999999999999999999'", "'-0.5'"));
    }

    private static TypeCase decimal(int precision, int scale, String... values) {
        String sql = "numeric(" + precision + "," + scale + ")";
        return new TypeCase(
                sql, TestColumn.of(new ColumnType.Decimal(precision, scale), "numeric", sql), List.of(values));
    }

    private static Stream<TypeCase> texts() {
        ColumnType.Text text = new ColumnType.Text();
        return Stream.of(
                typeCase(
                        "text",
                        text,
                        "text",
                        "''",
                        "'a'",
                        "E'tab\\t line\\n return\\r back\\\\slash \\\\N'",
                        "'\"quoted\" {,} NULL'",
                        "'NULL'",
                        "E'\\\\.'",
                        "'  blanks  '",
                        "'Zürich \uD83D\uDE00'",
                        "repeat('x', 300000)"),
                typeCase("varchar(5)", text, "varchar", "''", "'abcde'"),
                typeCase("char(5)", text, "bpchar", "'abc'", "''"),
                typeCase("bpchar", text, "bpchar", "'abc  '"),
                typeCase("name", text, "name", "'a name'"),
                typeCase("json", new ColumnType.Json(), "json", "'{ \"a\" : 1 }'", "'null'"),
                typeCase("jsonb", new ColumnType.Json(), "jsonb", "'{\"b\": [1, \"\\\\\"]}'", "'null'", "'\"\"'"),
                typeCase(
                        "uuid",
                        text,
                        "uuid",
                        "'00000000-0000-0000-0000-000000000000'",
                        "'ffffffff-0123-4567-89ab-cdef01234567'"),
                typeCase("uuid", new ColumnType.Uuid(), "uuid", "'01234567-89ab-cdef-ffff-ffffffffffff'"),
                typeCase("bytea", new ColumnType.Binary(), "bytea", "''", "'\\x00'", "'\\x5c0aff22'"),
                typeCase("short_text", text, "varchar", "'abc'"),
                typeCase("mood", new ColumnType.EnumText(), "mood", "'so so'", "'sad'"));
    }

    private static Stream<TypeCase> times() {
        return Stream.of(
                typeCase(
                        "date",
                        new ColumnType.Date(),
                        "date",
                        "'4714-11-24 BC'",
                        "'0001-01-01'",
                        "'0001-12-31 BC'",
                        "'1582-10-10'",
                        "'1970-01-01'",
                        "'2000-02-29'",
                        "'5874897-12-31'",
                        "'infinity'",
                        "'-infinity'"),
                typeCase(
                        "time",
                        new ColumnType.Time(),
                        "time",
                        "'00:00'",
                        "'23:59:59.999999'",
                        "'24:00:00'",
                        "'01:02:03.1'"),
                typeCase(
                        "timestamp",
                        new ColumnType.Timestamp(false),
                        "timestamp",
                        "'4714-11-24 00:00:00 BC'",
                        "'0001-12-31 23:59:59.999999 BC'",
                        "'1969-12-31 23:59:59.999999'",
                        "'1970-01-01'",
                        "'294247-01-10 04:00:54.775806'",
                        "'infinity'",
                        "'-infinity'"),
                typeCase(
                        "timestamptz",
                        new ColumnType.Timestamp(true),
                        "timestamptz",
                        "'4714-11-24 00:00:00+00 BC'",
                        "'2024-03-31 02:30:00+01'",
                        "'294247-01-10 04:00:54.775806+00'",
                        "'infinity'",
                        "'-infinity'"));
    }

    private static TypeCase typeCase(String sql, ColumnType type, String name, String... values) {
        return new TypeCase(sql, TestColumn.of(type, name, sql), List.of(values));
    }

    @ParameterizedTest
    @MethodSource("typesAndArrays")
    void comesBackThroughCopyBinary(TypeCase type) throws SQLException {
        createTables(type);
        TableDefinition table = TestTable.of(type.column());
        try (Connection from = database.connect();
                Connection to = database.connect()) {
            CopyBinaryEncoder encoder = new CopyBinaryEncoder(table, _ -> elementOid(to, type));
            ContentHash content = copy(from, to, table, encoder, "binary");
            assertThat(encoder.content()).isEqualTo(content);
        }
        assertTablesEqual(type.values().size() + 1);
    }

    @ParameterizedTest
    @MethodSource("typesAndArrays")
    void comesBackThroughCopyText(TypeCase type) throws SQLException {
        createTables(type);
        TableDefinition table = TestTable.of(type.column());
        try (Connection from = database.connect();
                Connection to = database.connect()) {
            CopyTextEncoder encoder = new CopyTextEncoder(table);
            ContentHash content = copy(from, to, table, encoder, "text");
            assertThat(encoder.content()).isEqualTo(content);
        }
        assertTablesEqual(type.values().size() + 1);
    }

    private static void createTables(TypeCase type) {
        database.execute(
                "DROP TABLE IF EXISTS source, target",
                "CREATE TABLE source (c1 " + type.sql() + ")",
                "CREATE TABLE target (c1 " + type.sql() + ")",
                "INSERT INTO source VALUES (" + String.join("), (", type.values()) + "), (NULL)");
    }

    private static int elementOid(Connection connection, TypeCase type) {
        String element = type.sql().replaceAll("[(\\[].*", "");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT '" + element + "'::regtype::oid::int8")) {
            row.next();
            return (int) row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ContentHash copy(
            Connection from, Connection to, TableDefinition table, CopyEncoder encoder, String format)
            throws SQLException {
        CopyBinaryDecoder decoder = new CopyBinaryDecoder(table, MAX_VALUE);
        CopyOut out = from.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT c1 FROM source) TO STDOUT (FORMAT binary)");
        CopyIn in = to.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY target FROM STDIN (FORMAT " + format + ")");
        CopySink<RuntimeException> sink = (data, start, length) -> write(in, data, start, length);
        byte[] message = out.readFromCopy();
        while (message != null) {
            decoder.decode(message, 0, message.length, batch -> encoder.encode(batch, sink));
            message = out.readFromCopy();
        }
        decoder.finish(batch -> encoder.encode(batch, sink));
        encoder.finish(sink);
        in.endCopy();
        return decoder.content();
    }

    private static void write(CopyIn in, byte[] data, int start, int length) {
        try {
            in.writeToCopy(data, start, length);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertTablesEqual(int rows) {
        String texts = "(SELECT format('%s', c1), c1 IS NULL FROM %s)";
        assertThat(database.query("SELECT count(*) FROM target")).containsExactly(Integer.toString(rows));
        assertThat(database.query(texts.replace("FROM %s", "FROM source") + " EXCEPT ALL "
                        + texts.replace("FROM %s", "FROM target")))
                .isEmpty();
        assertThat(database.query(texts.replace("FROM %s", "FROM target") + " EXCEPT ALL "
                        + texts.replace("FROM %s", "FROM source")))
                .isEmpty();
    }
}
