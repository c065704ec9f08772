package dev.daybook.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.SourceType;
import dev.daybook.pgcopy.decode.CopyBinaryDecoder;
import dev.daybook.pgcopy.encode.CopyBinaryEncoder;
import dev.daybook.pgcopy.encode.CopyEncoder;
import dev.daybook.pgcopy.encode.CopySink;
import dev.daybook.pgcopy.encode.CopyTextEncoder;
import dev.daybook.postgres.catalog.CatalogFixture;
import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.type.WarehouseType;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Columns of all sorts from the catalog through COPY BINARY and the codecs into a warehouse's column of the type that
 * {@link WarehouseType} gives, compared in the server's own text form.
 */
class TypeRoundTripTest {

    /** Scales below zero or beyond the precision. */
    private static final Set<String> SCALES_SINCE_15 = Set.of("numeric(2,5)", "numeric(5,-2)");

    private static final int MAX_VALUE = 64 << 20;

    private static TestDatabase source;
    private static TestDatabase warehouse;

    /** A type and literals of it. */
    private record TypeCase(String type, List<String> values) {}

    /** The warehouse has the enums and domains in schema northwind; it lacks the composite and the range. */
    private record Northwind(int serverVersion) implements WarehouseType.Names {
        @Override
        public Optional<String> nameOf(SourceType enumOrDomain) {
            return Optional.of(Identifier.quote("northwind", enumOrDomain.name()));
        }

        @Override
        public Optional<String> schemaOfExtensionType(String typeName) {
            return Optional.empty();
        }

        @Override
        public WarehouseType.Collation collationOf(ColumnDefinition column) {
            return WarehouseType.Collation.lacking("there is none");
        }
    }

    @BeforeAll
    static void createDatabases() {
        source = PostgresServer.shared().createDatabase();
        warehouse = PostgresServer.shared().createDatabase();
        warehouse.execute("CREATE SCHEMA northwind");
        for (String type : List.of(
                "TYPE %s.mood AS ENUM ('sad', 'it''s, {ok}')",
                "DOMAIN %s.cents AS integer",
                "DOMAIN %s.lap AS interval",
                "DOMAIN %s.code AS char(4)",
                "DOMAIN %1$s.moods AS %1$s.mood[]",
                "DOMAIN %1$s.small_cents AS %1$s.cents")) {
            source.execute("CREATE " + type.formatted("public"));
            warehouse.execute("CREATE " + type.formatted("northwind"));
        }
        source.execute(
                "CREATE TYPE address AS (street text, number int)",
                "CREATE TYPE price_range AS RANGE (subtype = numeric)");
    }

    static Stream<TypeCase> types() {
        return Stream.of(
                of("boolean", "true", "false"),
                of("numeric(10,2)", "-99999999.99", "0", "0.01"),
                of("numeric(38,10)", "9999999999999999999999999999.9999999999"),
                of("numeric", "NaN", "Infinity", "1.50", "1e-300", "123456789012345678901234567890.123456789"),
                of("numeric(2,5)", "0.00099", "-0.00001"),
                of("character(5)", "ab", "", "äöü"),
                of("bpchar", "ab  ", ""),
                of("character varying(40)", "", "\\N", "a\tb\nc\\d"),
                of("\"char\"", "a", "\\"),
                of("name", "x"),
                of("oid", "4294967295", "0"),
                of("uuid", "00112233-4455-6677-8899-aabbccddeeff"),
                of("uuid[]", "{00112233-4455-6677-8899-aabbccddeeff,NULL}", "{}"),
                of("xml", "<a>ä</a>", "<?xml version=\"1.0\"?><b/>"),
                of("json", "{ \"a\" : 1.0 }", "null"),
                of("jsonb", "{\"a\": [1, null]}"),
                of("bytea", "\\x", "\\x00ff5c0a"),
                of("date", "infinity", "-infinity", "4713-01-01 BC", "5874897-12-31"),
                of("time(3) without time zone", "24:00:00", "00:00:00.123"),
                of("time with time zone", "24:00:00+05:45"),
                of("timestamp without time zone", "infinity", "4713-01-01 BC", "294247-01-10 04:00:54.775806"),
                of("timestamp with time zone", "-infinity", "2024-01-20 12:00:00.000001+05:45"),
                of("interval", "1 mon -2 days 03:04:05.000006", "-178000000 years"),
                of("interval day to second(3)", "1 day 00:00:00.123"),
                of("bit(5)", "10101"),
                of("bit varying", "", "1"),
                of("inet", "10.0.0.1", "10.0.0.0/8", "::1"),
                of("cidr", "10.0.0.0/8"),
                of("macaddr8", "08:00:2b:01:02:03:04:05"),
                of("money", "$1,234.50", "-$0.01"),
                of("int4range", "[1,5)", "empty", "(,)"),
                of("nummultirange", "{[1.0,2.0],(3,)}"),
                of("point", "(0.1,-1e-300)"),
                of("polygon", "((0,0),(1,1),(1,0))"),
                of("tsvector", "'a':1A 'b c':2"),
                of("tsquery", "'a' & 'b'"),
                of("pg_lsn", "16/B374D848"),
                of("jsonpath", "$.\"a\"[*]"),
                of("int2vector", "1 2 3"),
                of("integer[]", "{1,NULL,-3}", "{}"),
                of("text[]", "{\"a,b\",\"\",NULL,\"NULL\",\"c\\\\d\\\"e\"}"),
                of("numeric(10,2)[]", "{1.00,2.50}"),
                of("numeric[]", "{1,2.50,NaN}", "{{1,2},{3,4}}", "[0:1]={1,2}"),
                of("interval[]", "{\"1 day\",NULL}"),
                of("mood", "sad", "it's, {ok}"),
                of("mood[]", "{sad,\"it's, {ok}\",NULL}"),
                of("moods", "{sad}"),
                of("moods[]", "{\"{sad}\",NULL}"),
                of("cents", "5"),
                of("small_cents", "5"),
                of("cents[]", "{1,2}"),
                of("lap", "00:01:02.5"),
                of("lap[]", "{00:01:02.5}"),
                of("code", "a"),
                of("code[]", "{a,NULL}"),
                of("address", "(,)", "(\"Main, 1\",2)"),
                of("address[]", "{\"(a,1)\",NULL}"),
                of("price_range", "[1.0,2.5)"),
                of("regclass", "pg_class"));
    }

    private static TypeCase of(String type, String... values) {
        return new TypeCase(type, List.of(values));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeArrivesInTheWarehouseAsItWas(TypeCase each) throws IOException, SQLException {
        assumeFalse(
                SCALES_SINCE_15.contains(each.type()) && PostgresServer.shared().isOlderThan(15));

        String rows = each.values().stream()
                .map(value -> "('" + value.replace("'", "''") + "'::" + each.type() + ")")
                .collect(Collectors.joining(", "));
        source.execute("CREATE TABLE t (c " + each.type() + ")", "INSERT INTO t VALUES " + rows + ", (NULL)");
        try {
            SourceTable table = CatalogFixture.read(source).getFirst();
            ColumnDefinition column = table.definition().columns().getFirst();
            WarehouseType type = WarehouseType.of(column, new Northwind(170_000));
            List<String> expected = CatalogFixture.query(source, text("public"));
            if (type.binary()) {
                load(table, type, true);
                assertThat(CatalogFixture.query(warehouse, text("public"))).isEqualTo(expected);
            }
            load(table, type, false);
            assertThat(CatalogFixture.query(warehouse, text("public"))).isEqualTo(expected);
            if (type.leftOut().isEmpty()) {
                assertThat(warehouse.query("SELECT count(*) FROM pg_attribute a WHERE attrelid = 'public.t'::regclass"
                                + " AND attname = 'c' AND format_type(atttypid, atttypmod) = '"
                                + declared(each.type()) + "'"))
                        .containsExactly("1");
            }
        } finally {
            source.execute("DROP TABLE t");
        }
    }

    private static String declared(String type) {
        return type.matches("(mood|moods|cents|small_cents|lap|code)(\\[\\])?") ? "northwind." + type : type;
    }

    private static String text(String schema) {
        return "SELECT CASE WHEN c IS DISTINCT FROM NULL THEN pg_catalog.format('%s', c) END FROM " + schema + ".t"
                + " ORDER BY ctid";
    }

    private static void load(SourceTable table, WarehouseType type, boolean binary) throws IOException, SQLException {
        warehouse.execute("DROP TABLE IF EXISTS public.t", "CREATE TABLE public.t (c " + type.sql() + ")");
        CopyEncoder encoder = binary
                ? new CopyBinaryEncoder(table.definition(), _ -> elementOid())
                : new CopyTextEncoder(table.definition());
        CopyBinaryDecoder decoder = new CopyBinaryDecoder(table.definition(), MAX_VALUE);
        byte[] data = extract(table);
        try (Connection connection = CatalogFixture.settings(warehouse, warehouse.user(), warehouse.password())
                .connect("daybook test")) {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY public.t FROM STDIN (FORMAT " + (binary ? "binary)" : "text)"));
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            CopySink<IOException> sink = encoded::write;
            decoder.decode(data, 0, data.length, batch -> encode(encoder, batch, sink));
            decoder.finish(batch -> encode(encoder, batch, sink));
            encoder.finish(sink);
            copy.writeToCopy(encoded.toByteArray(), 0, encoded.size());
            copy.endCopy();
        }
        ContentHash read = decoder.content();
        assertThat(encoder.content()).isEqualTo(read);
    }

    private static void encode(CopyEncoder encoder, Batch batch, CopySink<IOException> sink) {
        try {
            encoder.encode(batch, sink);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] extract(SourceTable table) throws SQLException, IOException {
        try (Connection connection = CatalogFixture.settings(source, source.user(), source.password())
                        .connect("daybook test");
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN READ ONLY");
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyStatement(), data);
            return data.toByteArray();
        }
    }

    private static int elementOid() {
        return (int) Long.parseLong(warehouse
                .query("WITH RECURSIVE of (oid) AS (SELECT atttypid FROM pg_attribute"
                        + " WHERE attrelid = 'public.t'::regclass AND attnum = 1"
                        + " UNION ALL SELECT t.typbasetype FROM of JOIN pg_type t ON t.oid = of.oid AND t.typtype = 'd')"
                        + " SELECT t.typelem FROM of JOIN pg_type t ON t.oid = of.oid WHERE t.typtype <> 'd'")
                .getFirst());
    }
}
