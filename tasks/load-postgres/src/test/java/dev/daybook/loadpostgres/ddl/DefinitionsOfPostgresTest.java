package dev.daybook.loadpostgres.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL prints of ordinary checks and indexes is printed anew and means the same to PostgreSQL. */
class DefinitionsOfPostgresTest {

    private static final String COLUMNS = "a int, b int, f double precision, n numeric(10,2), t text, v varchar(40),"
            + " c char(3), d date, ts timestamp, tz timestamptz, i interval, j jsonb, u uuid, yes boolean, xs text[],"
            + " r int4range, net inet, \"Odd \"\"name\"\"\" int, \"left\" int, vec tsvector, bits bit(3), p point";
    private static final Set<String> NAMES = Set.of(
            "a",
            "b",
            "f",
            "n",
            "t",
            "v",
            "c",
            "d",
            "ts",
            "tz",
            "i",
            "j",
            "u",
            "yes",
            "xs",
            "r",
            "net",
            "Odd \"name\"",
            "left",
            "vec",
            "bits",
            "p");

    private static TestDatabase database;

    @BeforeAll
    static void makeTables() {
        database = PostgresServer.shared().createDatabase();
        database.execute(
                "CREATE SCHEMA source",
                "CREATE SCHEMA copy",
                "CREATE TABLE source.t (" + COLUMNS + ")",
                "CREATE TABLE copy.t (" + COLUMNS + ")",
                "INSERT INTO copy.t (a) VALUES (1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a > 0",
                "n >= 0",
                "-a < +b",
                "a BETWEEN 1 AND 10",
                "a NOT BETWEEN SYMMETRIC 10 AND 1 OR b IS NULL",
                "v IN ('x', 'it''s', 'back\\slash')",
                "v NOT IN ('x', 'y')",
                "a IN (1, -2, 3)",
                "yes",
                "NOT yes",
                "yes IS NOT TRUE AND yes IS NOT UNKNOWN",
                "(a IS NULL) = (b IS NULL)",
                "a IS DISTINCT FROM b",
                "a + b * 2 - 3 < b / 4 AND a % 2 = 0",
                "t LIKE 'a%' OR t ILIKE '%b' OR t NOT LIKE 'c_'",
                "t ~ '^[a-z]+$' AND t !~* '\\d'",
                "t SIMILAR TO 'a|b'",
                "length(t) > 3 AND char_length(v) < 10",
                "lower(t) = t AND upper(v) = v",
                "btrim(t) <> '' AND trim(leading 'x' from t) <> ''",
                "substring(t from 1 for 2) = 'ab' AND substring(t from '\\d+') IS NULL",
                "position('@' in t) > 1 AND strpos(t, '@') > 1",
                "left(t, 1) = 'a' AND right(t, 1) = 'z'",
                "\"left\" > 0 AND \"Odd \"\"name\"\"\" > 0",
                "coalesce(a, b, 0) > 0 AND nullif(a, b) IS NULL AND greatest(a, b) > least(a, b)",
                "num_nonnulls(a, b) = 1",
                "CASE WHEN a > 0 THEN b > 0 ELSE true END",
                "CASE a WHEN 1 THEN b = 2 WHEN 2 THEN false END",
                "extract(year from d) > 2000 AND date_part('month', ts) < 13",
                "d >= '2020-01-01' AND ts < '2030-01-01' AND i > '1 day'",
                "tz AT TIME ZONE 'UTC' > '2020-01-01'",
                "date_trunc('day', ts) = ts",
                "j ->> 'name' IS NOT NULL AND jsonb_typeof(j -> 'list') = 'array' AND j ? 'x'",
                "array_length(xs, 1) > 0 AND xs[1] <> '' AND 'a' = ANY (xs) AND 'b' <> ALL (xs)",
                "xs <@ ARRAY['a', 'b']::text[]",
                "r && int4range(1, 10) AND NOT isempty(r) AND lower(r) > 0",
                "net << '10.0.0.0/8'",
                "c = 'EUR' AND t COLLATE \"C\" < 'z'",
                "ROW(a, b) < ROW(1, 2)",
                "u <> '123e4567-e89b-12d3-a456-426614174000'",
                "abs(f) < 1e10 AND round(n, 1) = n AND floor(f) = f AND sign(n) >= 0",
                "bits = B'101'",
                "a::text = v::text AND n::numeric(5,1) = n AND t::timestamp(3) with time zone IS NULL",
                "(a > 0 AND b > 0) OR (a < 0 AND b < 0)",
                "(a > 0) NO INHERIT"
            })
    void aCheckComesOver(String condition) throws NotAllowed {
        boolean noInherit = condition.endsWith(" NO INHERIT");
        String clause = noInherit ? "CHECK " + condition : "CHECK (" + condition + ")";
        String definition = added("source", clause);

        String copied = added("copy", CheckDefinition.print(definition, NAMES));

        // PostgreSQL itself prints some definitions otherwise once it has read what it printed.
        assertThat(copied).isEqualTo(added("source", definition));
    }

    private static String added(String schema, String check) {
        database.execute("ALTER TABLE " + schema + ".t ADD CONSTRAINT k " + check + " NOT VALID");
        String definition = database.query(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'k' AND connamespace = '"
                                + schema + "'::regnamespace")
                .getFirst();
        database.execute("ALTER TABLE " + schema + ".t DROP CONSTRAINT k");
        return definition.replace(" NOT VALID", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "USING btree (a)",
                "USING btree (a DESC, b DESC NULLS LAST, t NULLS FIRST)",
                "USING btree (lower(t), (a + b), coalesce(v, ''))",
                "USING btree (t text_pattern_ops, v varchar_pattern_ops DESC)",
                "USING btree (t COLLATE \"C\")",
                "USING btree (a) INCLUDE (b, t)",
                "USING btree (a) NULLS NOT DISTINCT",
                "USING btree (a) WITH (fillfactor=70, deduplicate_items=off)",
                "USING btree (a) WHERE b IS NOT NULL AND t <> ''",
                "USING btree ((j ->> 'name'))",
                "USING btree (date_part('year', d), (ts::date))",
                "USING hash (t)",
                "USING gin (to_tsvector('english', t))",
                "USING gin (j jsonb_path_ops) WITH (fastupdate=off)",
                "USING gin (xs)",
                "USING gist (r, p)",
                "USING gist (vec tsvector_ops (siglen='100'))",
                "USING spgist (p)",
                "USING brin (ts) WITH (pages_per_range=32, autosummarize=on)",
                "USING btree (\"Odd \"\"name\"\"\", \"left\")"
            })
    void anIndexComesOver(String definition) throws NotAllowed {
        assumeFalse(definition.contains("NULLS NOT DISTINCT")
                && PostgresServer.shared().isOlderThan(15));

        boolean unique = definition.contains("NULLS NOT DISTINCT");
        String source = indexed("source", unique, definition);
        IndexDefinition read = IndexDefinition.read(source, NAMES, Map.of());

        String copied = indexed("copy", read.unique(), read.body());

        assertThat(copied).isEqualTo(source.replace(" source.t ", " copy.t "));
    }

    private static String indexed(String schema, boolean unique, String body) {
        database.execute("CREATE " + (unique ? "UNIQUE " : "") + "INDEX x ON " + schema + ".t " + body);
        String definition = database.query("SELECT pg_get_indexdef('" + schema + ".x'::regclass)")
                .getFirst();
        database.execute("DROP INDEX " + schema + ".x");
        return definition;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CHECK (true), DROP COLUMN freight",
                "CHECK (true); DROP SCHEMA daybook",
                "CHECK ((a > 0)) /* */",
                "CHECK ((a > 0)) -- x",
                "CHECK ((a > 0)",
                "CHECK (a > 0))",
                "CHECK ((a > 0)) CHECK ((b > 0))",
                "CHECK ((a > 0 AND b > 0 OR a < 0))",
                "CHECK ((a + b * 2 > 0))",
                "CHECK ((pg_sleep((10)::double precision) IS NULL))",
                "CHECK ((lo_create((0)::oid) > 0))",
                "CHECK (pg_terminate_backend(1))",
                "CHECK ((set_config('search_path'::text, t, false) IS NOT NULL))",
                "CHECK ((query_to_xml('SELECT 1'::text, true, true, t) IS NULL))",
                "CHECK ((repeat(t, 1000000000) IS NULL))",
                "CHECK ((lpad(t, 1000000000) IS NULL))",
                "CHECK (public.f(a))",
                "CHECK (\"pg_sleep\"(1))",
                "CHECK ((pg_catalog.pg_sleep(1) IS NULL))",
                "CHECK ((a OPERATOR(public.=) b))",
                "CHECK ((tableoid > (0)::oid))",
                "CHECK ((SELECT true))",
                "CHECK ((EXISTS ( SELECT 1)))",
                "CHECK (((t)::regclass IS NULL))",
                "CHECK (((t)::public.citext = t))",
                "CHECK ((t = E'\\'; DROP SCHEMA daybook; --'))",
                "CHECK ((t = U&'\\0027'))",
                "CHECK ((t = $$x$$))",
                "CHECK ((t = $1))",
                "CHECK ((t = 'unended))",
                "CHECK ((\"\" = t))",
                "CHECK ((t = '\u0000'))",
                "CHECK (CURRENT_USER IS NULL)",
                "CHECK ((a > ALL (ARRAY( SELECT 1))))",
                "CHECK ()",
                "CHECK",
                ""
            })
    void anythingElseIsLeftOut(String definition) {
        assertThatThrownBy(() -> CheckDefinition.print(definition, NAMES)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void aDefinitionHasLimits() {
        assertThatThrownBy(() -> CheckDefinition.print("CHECK (" + "(".repeat(90_000) + "a", NAMES))
                .isInstanceOf(NotAllowed.class)
                .hasMessage("its definition is nested more than 200 deep");
        assertThatThrownBy(() -> CheckDefinition.print("CHECK (" + "NOT ".repeat(90_000) + "a", NAMES))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> CheckDefinition.print("CHECK ((t = '" + "x".repeat(100_000) + "'))", NAMES))
                .isInstanceOf(NotAllowed.class)
                .hasMessage("its definition has more than 100000 characters");
    }

    @Test
    void aHundredConditionsAreNotTooMany() throws NotAllowed {
        String condition = String.join(" AND ", Collections.nCopies(100, "a > 0"));

        assertThat(CheckDefinition.print(added("source", "CHECK (" + condition + ")"), NAMES))
                .contains("AND");
    }
}
