package dev.daybook.loadpostgres.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.Run;
import dev.daybook.loadpostgres.SmallLake;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type comes back as the same type with the same values, compared in the server's own text form. */
class TypesTest {

    /** A type and three of its values, the edges first. */
    private static final List<List<String>> TYPES = List.of(
            List.of("boolean", "true", "false"),
            List.of("smallint", "-32768", "32767"),
            List.of("integer", "-2147483648", "2147483647"),
            List.of("bigint", "-9223372036854775808", "9223372036854775807"),
            List.of("oid", "0", "4294967295"),
            List.of("real", "'NaN'", "'-Infinity'", "1.1", "-0.0", "3.4e38", "1e-45"),
            List.of("double precision", "'NaN'", "'Infinity'", "0.1", "1.7976931348623157e308", "4.9e-324"),
            List.of("numeric(5,2)", "999.99", "-0.01", "0"),
            List.of("numeric(18,0)", "999999999999999999", "-1"),
            List.of("numeric(38,10)", "9999999999999999999999999999.9999999999", "-0.0000000001"),
            List.of("numeric", "'NaN'", "1e100", "0.00000000000000000000000000000000000000000000001", "1.50"),
            List.of("numeric(50,3)", "12345678901234567890123456789012345678901234567.891"),
            List.of("text", "''", "E'a\\nb\\t\\\\N'", "'\u20AC \uD83D\uDE00'", "'  both  '"),
            List.of("character varying(5)", "'abcde'", "''"),
            List.of("character(4)", "'a'", "'abcd'", "''"),
            List.of("bpchar", "'a  '"),
            List.of("name", "'a name'"),
            List.of("\"char\"", "'x'"),
            List.of("xml", "'<a b=\"1\">x</a>'"),
            List.of("json", "'{\"a\" : 1, \"a\": 2}'"),
            List.of("jsonb", "'{\"b\": [1, null, \"x\"]}'"),
            List.of("bytea", "''", "'\\x00ff5c'"),
            List.of("uuid", "'123e4567-e89b-12d3-a456-426614174000'"),
            List.of("date", "'4713-01-01 BC'", "'infinity'", "'-infinity'", "'1582-10-10'", "'294000-01-01'"),
            List.of("time", "'00:00'", "'24:00'", "'23:59:59.999999'"),
            List.of("time(2)", "'12:34:56.78'"),
            List.of("timetz", "'12:34:56.789+05:30'"),
            List.of("timestamp", "'infinity'", "'0001-01-01'", "'294246-12-31 23:59:59.999999'"),
            List.of("timestamptz", "'-infinity'", "'2024-02-29 12:00:00.000001+02'"),
            List.of("interval", "'1 year 2 mons -3 days 04:05:06.789'", "'-00:00:00.000001'"),
            List.of("interval day to second(3)", "'1 day 00:00:01.234'"),
            List.of("bit(5)", "'10101'"),
            List.of("bit varying", "''", "'110'"),
            List.of("inet", "'10.0.0.1'", "'10.0.0.1/8'", "'::1'"),
            List.of("cidr", "'10.0.0.0/8'"),
            List.of("macaddr", "'08:00:2b:01:02:03'"),
            List.of("money", "'-12.34'"),
            List.of("point", "'(1.5,-2)'"),
            List.of("polygon", "'((0,0),(1,1),(1,0))'"),
            List.of("tsvector", "'a:1 b:2A'"),
            List.of("int4range", "'empty'", "'[1,5)'", "'(,3)'"),
            List.of("int4multirange", "'{[1,3),[5,7)}'"),
            List.of("pg_lsn", "'16/B374D848'"),
            List.of("mood", "'sad'", "'it''s'"),
            List.of("positive", "1", "2147483647"),
            List.of("short", "'abc'"),
            List.of("integer[]", "'{}'", "'{1,NULL,-3}'"),
            List.of("text[]", "'{\"a,b\",NULL,\"\",\"NULL\"}'"),
            List.of("numeric(5,2)[]", "'{1.50,-999.99}'"),
            List.of("character varying(3)[]", "'{abc,d}'"),
            List.of("timestamptz[]", "'{infinity,2024-01-20 00:00:00+00}'"),
            List.of("bytea[]", "'{\"\\\\x00\",\"\\\\x\"}'"),
            List.of("mood[]", "'{happy,NULL}'"),
            List.of("positive[]", "'{1,2}'"),
            List.of("interval[]", "'{1 day,2 mons}'"),
            List.of("uuid[]", "'{123e4567-e89b-12d3-a456-426614174000}'"),
            List.of("jsonb[]", "'{\"{}\"}'"));

    @TempDir
    Path folder;

    private final TestDatabase source = PostgresServer.shared().createDatabase();
    private final TestDatabase warehouse = PostgresServer.shared().createDatabase();

    @Test
    void everyTypeComesBackAsItWas() {
        source.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'happy', 'it''s')",
                "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)",
                "CREATE DOMAIN short AS varchar(5)");
        for (int i = 0; i < TYPES.size(); i++) {
            List<String> type = TYPES.get(i);
            List<String> rows = new ArrayList<>(List.of("(NULL)"));
            type.subList(1, type.size()).forEach(value -> rows.add("(" + value + ")"));
            source.execute(
                    "CREATE TABLE t" + i + " (v " + type.getFirst() + ")",
                    "INSERT INTO t" + i + " VALUES " + String.join(", ", rows));
        }
        SmallLake lake = new SmallLake(folder);
        lake.postgres(source, "2024-01-20");

        Run run = Run.of(warehouse, lake, "2024-01-20", "--sources", "postgres");

        assertThat(run.exitCode()).as(run.log()).isZero();
        for (int i = 0; i < TYPES.size(); i++) {
            String values = "SELECT CASE WHEN v IS NOT NULL THEN format('%s', v) END FROM %st" + i + " ORDER BY 1";
            assertThat(warehouse.query(values.replace("%st", "northwind.t")))
                    .as(TYPES.get(i).getFirst())
                    .isEqualTo(source.query(values.replace("%st", "t")));
            String type = "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attnum = 1 AND attrelid = '";
            assertThat(warehouse.query(type + "northwind_2024_01_20.t" + i + "'::regclass"))
                    .as(TYPES.get(i).getFirst())
                    .containsExactly(expected(
                            source.query(type + "t" + i + "'::regclass").getFirst()));
        }
        assertThat(Run.of(warehouse, lake, "2024-01-20", "verify", "--sources", "postgres")
                        .exitCode())
                .isZero();
    }

    private static String expected(String sourceType) {
        return sourceType.matches("(mood|positive|short)(\\[])?") ? "northwind." + sourceType : sourceType;
    }

    @Test
    void whatTheWarehouseHasNoTypeForStaysTextAndIsListed() {
        source.execute(
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE TABLE t (id int PRIMARY KEY, p pair, r regclass)",
                "INSERT INTO t VALUES (1, ROW(1, 'x y'), 'pg_class')");
        SmallLake lake = new SmallLake(folder);
        lake.postgres(source, "2024-01-20");

        Run run = Run.of(warehouse, lake, "2024-01-20", "--sources", "postgres");

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.receipt()).contains("\"left_out\":\"2\"");
        assertThat(warehouse.query("SELECT id, p, r, pg_typeof(p) FROM northwind.t"))
                .containsExactly("1|(1,\"x y\")|pg_class|text");
        assertThat(warehouse.query("SELECT unnest(left_out) FROM daybook.load_ledger"))
                .containsExactly(
                        "t: column p is text, for want of type public.pair",
                        "t: column r is text, for want of type regclass");
    }

    @Test
    void aTableWithoutColumnsKeepsItsRowsAndHasAView() {
        source.execute("CREATE TABLE bare ()", "CREATE TABLE t (id int)");
        SmallLake lake = new SmallLake(folder);
        lake.postgres(source, "2024-01-20");

        Run run = Run.of(warehouse, lake, "2024-01-20", "--sources", "postgres");

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(warehouse.query("SELECT count(*) FROM northwind_2024_01_20.bare"))
                .containsExactly("0");
        assertThat(warehouse.query("SELECT count(*) FROM northwind.bare")).containsExactly("0");
    }

    @Test
    void namesThatNeedQuotesAreQuoted() {
        source.execute(
                "CREATE SCHEMA \"My Shop\"",
                "CREATE TYPE \"My Shop\".\"Mood\" AS ENUM ('a')",
                "CREATE TABLE \"My Shop\".\"Select;--\" (\"Order\" int PRIMARY KEY, \"a\"\"b?{c}\" \"My Shop\".\"Mood\")",
                "COMMENT ON COLUMN \"My Shop\".\"Select;--\".\"Order\" IS 'it''s {d}?'",
                "INSERT INTO \"My Shop\".\"Select;--\" VALUES (1, 'a')");
        SmallLake lake = new SmallLake(folder);
        lake.postgres(source, "2024-01-20");

        Run run = Run.of(warehouse, lake, "2024-01-20", "--sources", "postgres");

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(warehouse.query("SELECT \"Order\", \"a\"\"b?{c}\" FROM northwind.\"My Shop__Select;--\""))
                .containsExactly("1|a");
    }
}
