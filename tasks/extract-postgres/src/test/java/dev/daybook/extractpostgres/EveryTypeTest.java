package dev.daybook.extractpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of the type table, extracted by the whole step, as an independent reader finds it in the Parquet files. */
@TestInstance(Lifecycle.PER_CLASS)
class EveryTypeTest {

    private TestDatabase database;
    private Extraction extraction;

    /** PostgreSQL's own text. */
    private static final String TEXT = "CASE WHEN v IS DISTINCT FROM NULL THEN format('%s', v) END";

    /** Type, values, DuckDB's name of the type, how DuckDB and PostgreSQL print a value alike. */
    static Stream<Arguments> types() {
        return Stream.of(
                        type("boolean", "true, false", "BOOLEAN", "v::int", "v::int"),
                        type("int2", "-32768, 32767", "SMALLINT", "v", "v"),
                        type("int4", "-2147483648, 2147483647", "INTEGER", "v", "v"),
                        type("int8", "-9223372036854775808, 9223372036854775807", "BIGINT", "v", "v"),
                        type("oid", "0, 4294967295", "BIGINT", "v", "v"),
                        type(
                                "float4",
                                "'1.5', '-0', '3.4028235e38', 'NaN', 'Infinity'",
                                "FLOAT",
                                "(v::double = 1.5)::int",
                                "(v = 1.5)::int"),
                        type("float8", "'0.1', '1e300', '-Infinity'", "DOUBLE", "(v = 0.1)::int", "(v = 0.1)::int"),
                        type("numeric(9,2)", "-9999999.99, 0.01", "DECIMAL(9,2)", "v", "v"),
                        type("numeric(18,6)", "-999999999999.999999, 0", "DECIMAL(18,6)", "v", "v"),
                        type(
                                "numeric(38,10)",
                                "-9999999999999999999999999999.9999999999, 0.0000000001",
                                "DECIMAL(38,10)",
                                "v::text",
                                "v"),
                        type("numeric", "'NaN', '1.50', '1e50'", "VARCHAR", "v", TEXT),
                        type("numeric(2,5)", "0.00012", "VARCHAR", "v", TEXT),
                        type("text", "'', 'a', E'line\\nbreak', 'Zürich \uD83D\uDE00'", "VARCHAR", "v", "v"),
                        type("varchar(5)", "'abcde', ' '", "VARCHAR", "v", "v"),
                        type("char(5)", "'ab'", "VARCHAR", "v", TEXT),
                        type("\"char\"", "'x', ''", "VARCHAR", "v", TEXT),
                        type("name", "'a name'", "VARCHAR", "v", "v"),
                        type("xml", "'<a b=\"c\"/>'", "VARCHAR", "v", TEXT),
                        type("mood", "'sad', 'so so'", "VARCHAR", "v", TEXT),
                        type("short_text", "'abc'", "VARCHAR", "v", "v"),
                        type("small_amount", "1.25", "DECIMAL(5,2)", "v", "v"),
                        type("json", "'{ \"a\" : 1 }'", "JSON", "v", TEXT),
                        type("jsonb", "'{\"b\": [1, 2]}', 'null'", "JSON", "v", TEXT),
                        type("bytea", "'', '\\x00ff5c'", "BLOB", "hex(v)", "upper(encode(v, 'hex'))"),
                        type("uuid", "'01234567-89ab-cdef-0123-456789abcdef'", "VARCHAR", "v", TEXT),
                        type("date", "'2024-02-29', '0001-01-01', 'infinity', '-infinity'", "DATE", "v::text", TEXT),
                        type("time", "'00:00', '23:59:59.999999'", "TIME", "v::text", TEXT),
                        type(
                                "timestamp",
                                "'2024-02-29 23:59:59.999999', '1582-10-10 00:00:01', 'infinity', '-infinity'",
                                "TIMESTAMP",
                                "v::text",
                                TEXT),
                        type(
                                "timestamptz",
                                "'2024-02-29 23:59:59.999999+05', 'infinity', '-infinity'",
                                "TIMESTAMP WITH TIME ZONE",
                                "v::text",
                                TEXT),
                        type(
                                "int4[]",
                                "'{1,NULL,3}', '{}'",
                                "INTEGER[]",
                                "v::text",
                                "replace(translate(v::text, '{}', '[]'), ',', ', ')"),
                        type(
                                "text[]",
                                "'{a,b}'",
                                "VARCHAR[]",
                                "v::text",
                                "replace(translate(v::text, '{}', '[]'), ',', ', ')"),
                        type(
                                "small_amount[]",
                                "'{1.25,2.50}'",
                                "DECIMAL(5,2)[]",
                                "v::text",
                                "replace(translate(v::text, '{}', '[]'), ',', ', ')"),
                        textForm("interval", "'1 year -2 days 03:04:05.6', '0'"),
                        textForm("timetz", "'12:34:56.7+05:30'"),
                        textForm("bit(3)", "B'101'"),
                        textForm("varbit", "B'1', B''"),
                        textForm("inet", "'10.0.0.1', '10.0.0.0/8', '::1'"),
                        textForm("cidr", "'10.0.0.0/8'"),
                        textForm("macaddr", "'08:00:2b:01:02:03'"),
                        textForm("macaddr8", "'08:00:2b:01:02:03:04:05'"),
                        textForm("int4range", "'[1,5)', 'empty'"),
                        textForm("int4multirange", "'{[1,2), [5,7)}'"),
                        textForm("point", "'(1,2)'"),
                        textForm("box", "'(1,2),(3,4)'"),
                        textForm("tsvector", "'a fat cat'"),
                        textForm("tsquery", "'fat & cat'"),
                        textForm("money", "'1234.50'"),
                        textForm("pair", "'(1,\"a b\")', '(,)'"),
                        textForm("pair[]", "'{\"(1,a)\"}'"),
                        textForm("interval[]", "'{1 day,NULL}'"),
                        textForm("pg_lsn", "'0/16B3748'"),
                        textForm("regtype", "'integer'"))
                .filter(type -> !type.get()[0].equals("numeric(2,5)")
                        || !PostgresServer.shared().isOlderThan(15));
    }

    private static Arguments type(String sql, String values, String duckDb, String inDuckDb, String inPostgres) {
        return Arguments.of(sql, values, duckDb, inDuckDb, inPostgres);
    }

    private static Arguments textForm(String sql, String values) {
        return type(sql, values, "VARCHAR", "v", TEXT);
    }

    @BeforeAll
    void extractAllTypesAtOnce(@TempDir Path directory) {
        database = PostgresServer.shared().createDatabase();
        database.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'so so')",
                "CREATE DOMAIN short_text AS varchar(3)",
                "CREATE DOMAIN small_amount AS numeric(5,2)",
                "CREATE TYPE pair AS (a int, b text)");
        List<Arguments> all = types().toList();
        for (int i = 0; i < all.size(); i++) {
            String type = (String) all.get(i).get()[0];
            String values = (String) all.get(i).get()[1];
            database.execute(
                    "CREATE TABLE t" + i + " (n serial, v " + type + ")",
                    "INSERT INTO t" + i + " (v) SELECT x::" + type + " FROM unnest(ARRAY[" + asTexts(values)
                            + "]::text[]) x",
                    "INSERT INTO t" + i + " (v) VALUES (NULL)");
        }
        extraction = new Extraction(database, directory.resolve("lake"));
        Extraction.Ended ended = extraction.run();
        assertThat(ended.exitCode()).as("%s", ended.log()).isZero();
    }

    /** Bare numbers and keywords become text literals; quoted ones are. */
    private static String asTexts(String values) {
        return values.contains("'") ? values.replace("B'", "'") : "'" + values.replace(", ", "', '") + "'";
    }

    @ParameterizedTest
    @MethodSource("types")
    void isReadBackByDuckDb(String sql, String values, String duckDb, String inDuckDb, String inPostgres) {
        int index = types().map(each -> each.get()[0]).toList().indexOf(sql);
        String table = "t" + index;
        String parquet = DuckDb.parquet(extraction.files("public." + table));

        assertThat(DuckDb.query("SELECT typeof(v) FROM " + parquet + " LIMIT 1"))
                .containsExactly(duckDb);
        assertThat(DuckDb.query("SELECT " + inDuckDb + " FROM " + parquet + " ORDER BY n"))
                .isEqualTo(database.query("SELECT " + inPostgres + " FROM " + table + " ORDER BY n"))
                .hasSizeGreaterThan(1);
    }
}
