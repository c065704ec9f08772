package dev.daybook.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.SourceType.Kind;
import dev.daybook.postgres.catalog.Catalog;
import dev.daybook.postgres.catalog.CatalogFixture;
import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.postgres.catalog.TargetNames;
import dev.daybook.task.StepFailure;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeTableTest {

    /** Scales below zero or beyond the precision. */
    private static final Set<String> SCALES_SINCE_15 = Set.of("numeric(2,5)", "numeric(5,-2)");

    private static TestDatabase database;

    @BeforeAll
    static void createTypes() {
        database = PostgresServer.shared().createDatabase();
        database.execute(
                "CREATE SCHEMA \"Odd.Schema\"",
                "CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s fine')",
                "CREATE TYPE \"Odd.Schema\".\"Mood \"\"2\"\"\" AS ENUM ('x')",
                "CREATE TYPE address AS (street text, number int)",
                "CREATE TYPE price_range AS RANGE (subtype = numeric)",
                "CREATE DOMAIN cents AS integer NOT NULL CHECK (VALUE >= 0) CHECK (VALUE < 100)",
                "CREATE DOMAIN small_cents AS cents CHECK (VALUE < 50)",
                "CREATE DOMAIN amount AS numeric(12,2)",
                "CREATE DOMAIN any_amount AS numeric",
                "CREATE DOMAIN lap AS interval",
                "CREATE DOMAIN moods AS mood[]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    boolean                       | Bool[]                            | BASE
                    smallint                      | Int16[]                           | BASE
                    integer                       | Int32[]                           | BASE
                    bigint                        | Int64[]                           | BASE
                    oid                           | Int64[]                           | BASE
                    real                          | Float32[]                         | BASE
                    double precision              | Float64[]                         | BASE
                    numeric(1,0)                  | Decimal[precision=1, scale=0]     | BASE
                    numeric(10,2)                 | Decimal[precision=10, scale=2]    | BASE
                    numeric(38,38)                | Decimal[precision=38, scale=38]   | BASE
                    numeric(39,0)                 | Text[]                            | TEXT_FORM
                    numeric(2,5)                  | Text[]                            | TEXT_FORM
                    numeric(5,-2)                 | Text[]                            | TEXT_FORM
                    numeric                       | Text[]                            | TEXT_FORM
                    text                          | Text[]                            | BASE
                    character varying(40)         | Text[]                            | BASE
                    character varying             | Text[]                            | BASE
                    character(5)                  | Text[]                            | BASE
                    bpchar                        | Text[]                            | BASE
                    "char"                        | Text[]                            | TEXT_FORM
                    name                          | Text[]                            | BASE
                    xml                           | Text[]                            | TEXT_FORM
                    json                          | Json[]                            | BASE
                    jsonb                         | Json[]                            | BASE
                    bytea                         | Binary[]                          | BASE
                    uuid                          | Text[]                            | BASE
                    date                          | Date[]                            | BASE
                    time(3) without time zone     | Time[]                            | BASE
                    time with time zone           | Text[]                            | TEXT_FORM
                    timestamp(0) without time zone | Timestamp[utc=false]             | BASE
                    timestamp with time zone      | Timestamp[utc=true]               | BASE
                    interval day to second(3)     | Text[]                            | TEXT_FORM
                    money                         | Text[]                            | TEXT_FORM
                    bit(5)                        | Text[]                            | TEXT_FORM
                    "bit"                         | Text[]                            | TEXT_FORM
                    inet                          | Text[]                            | TEXT_FORM
                    regclass                      | Text[]                            | TEXT_FORM
                    int4range                     | Text[]                            | TEXT_FORM
                    tsvector                      | Text[]                            | TEXT_FORM
                    integer[]                     | ListOf[element=Int32[]]           | ARRAY
                    character varying(40)[]       | ListOf[element=Text[]]            | ARRAY
                    numeric(10,2)[]               | ListOf[element=Decimal[precision=10, scale=2]] | ARRAY
                    uuid[]                        | ListOf[element=Text[]]            | ARRAY
                    jsonb[]                       | ListOf[element=Json[]]            | ARRAY
                    timestamp with time zone[]    | ListOf[element=Timestamp[utc=true]] | ARRAY
                    numeric[]                     | Text[]                            | TEXT_FORM
                    interval[]                    | Text[]                            | TEXT_FORM
                    int2vector                    | Text[]                            | TEXT_FORM
                    int2vector[]                  | Text[]                            | TEXT_FORM
                    """)
    void builtInTypesBecomeWhatTheTypeTableSays(String declared, String type, Kind kind) {
        assumeFalse(
                SCALES_SINCE_15.contains(declared) && PostgresServer.shared().isOlderThan(15));

        ColumnDefinition column = column(declared);

        assertThat(column.type().toString()).isEqualTo(type);
        assertThat(column.sourceType().kind()).isEqualTo(kind);
        assertThat(column.sourceType().schema()).isEqualTo("pg_catalog");
        assertThat(column.sourceType().formatted()).isEqualTo(declared);
    }

    @Test
    void everyTypeOfTheServerIsMappedAndItsExpressionRuns() {
        List<String> types = database.query("SELECT format_type(t.oid, -1) FROM pg_type t"
                + " WHERE t.typtype IN ('b', 'd', 'e', 'r', 'm') AND t.typnamespace <> 'pg_toast'::regnamespace"
                + " AND (t.typelem = 0 OR NOT EXISTS"
                + "      (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typtype IN ('c', 'p')))"
                + " ORDER BY 1");
        assertThat(types).hasSizeGreaterThan(150).contains("pg_lsn", "aclitem[]", "int8multirange", "moods");
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add("c" + i + " " + types.get(i));
        }
        TestDatabase own = database;
        own.execute("CREATE TABLE of_every_type (" + String.join(", ", columns) + ")");
        try {
            SourceTable table = table("of_every_type", TypeMapping.DEFAULT);
            assertThat(table.definition().columns()).hasSameSizeAs(types);
            assertThat(own.query(
                            "SELECT " + String.join(", ", table.selectExpressions()) + " FROM " + table.fromClause()))
                    .isEmpty();
        } finally {
            own.execute("DROP TABLE of_every_type");
        }
    }

    @Test
    void anEnumKeepsItsLabelsInOrder() {
        ColumnDefinition column = column("mood");

        assertThat(column.type()).isEqualTo(new ColumnType.EnumText());
        assertThat(column.sourceType()).isEqualTo(mood());
        ColumnDefinition odd = column("\"Odd.Schema\".\"Mood \"\"2\"\"\"");
        assertThat(odd.sourceType().schema()).isEqualTo("Odd.Schema");
        assertThat(odd.sourceType().name()).isEqualTo("Mood \"2\"");
        assertThat(odd.sourceType().formatted()).isEqualTo("\"Mood \"\"2\"\"\"");
    }

    @Test
    void aDomainIsItsBaseTypeAndKeepsItsRules() {
        ColumnDefinition column = column("small_cents");

        assertThat(column.type()).isEqualTo(new ColumnType.Int32());
        SourceType cents = new SourceType(
                Kind.DOMAIN,
                "public",
                "cents",
                "cents",
                List.of(),
                Optional.of(SourceType.builtIn("int4", "integer")),
                true,
                List.of("CHECK ((VALUE >= 0))", "CHECK ((VALUE < 100))"));
        assertThat(column.sourceType())
                .isEqualTo(new SourceType(
                        Kind.DOMAIN,
                        "public",
                        "small_cents",
                        "small_cents",
                        List.of(),
                        Optional.of(cents),
                        false,
                        List.of("CHECK (((VALUE)::integer < 50))")));
        assertThat(column("amount").type()).isEqualTo(new ColumnType.Decimal(12, 2));
    }

    @Test
    void aDomainOverATextFormIsText() {
        SourceTable table = tableOf("lap", TypeMapping.DEFAULT);

        assertThat(table.definition().columns().getFirst().type()).isEqualTo(new ColumnType.Text());
        assertThat(table.definition().columns().getFirst().sourceType().kind()).isEqualTo(Kind.DOMAIN);
        assertThat(table.selectExpressions())
                .containsExactly("CASE WHEN \"c\" IS DISTINCT FROM NULL THEN pg_catalog.format('%s', \"c\") END");
    }

    @Test
    void aDomainOverAnArrayIsAListAndAnArrayOfADomainIsAListOfItsBase() {
        ColumnDefinition overArray = column("moods");
        ColumnDefinition ofDomain = column("cents[]");

        assertThat(overArray.type()).isEqualTo(new ColumnType.ListOf(new ColumnType.EnumText()));
        assertThat(overArray.sourceType().kind()).isEqualTo(Kind.DOMAIN);
        assertThat(overArray.sourceType().base().orElseThrow().base()).contains(mood());
        assertThat(ofDomain.type()).isEqualTo(new ColumnType.ListOf(new ColumnType.Int32()));
        assertThat(ofDomain.sourceType().kind()).isEqualTo(Kind.ARRAY);
        assertThat(ofDomain.sourceType().name()).isEqualTo("cents");
        assertThat(ofDomain.sourceType().formatted()).isEqualTo("cents[]");
        assertThat(ofDomain.sourceType().base().orElseThrow().kind()).isEqualTo(Kind.DOMAIN);
    }

    @Test
    void anArrayOfArraysOrOfTextFormsIsTextAndKeepsTheTypesToMake() {
        assertThat(column("moods[]").sourceType().kind()).isEqualTo(Kind.TEXT_FORM);
        SourceType laps = column("lap[]").sourceType();
        assertThat(laps.kind()).isEqualTo(Kind.TEXT_FORM);
        assertThat(laps.base().orElseThrow().kind()).isEqualTo(Kind.ARRAY);
        assertThat(column("any_amount[]").sourceType().formatted()).isEqualTo("any_amount[]");
        assertThat(column("interval[]").sourceType().base()).isEmpty();
    }

    @Test
    void compositesAndRangesOfUsersAreText() {
        for (String type : List.of("address", "price_range", "address[]")) {
            ColumnDefinition column = column(type);
            assertThat(column.type()).isEqualTo(new ColumnType.Text());
            assertThat(column.sourceType().kind()).isEqualTo(Kind.TEXT_FORM);
            assertThat(column.sourceType().schema()).isEqualTo("public");
            assertThat(column.sourceType().formatted()).isEqualTo(type);
        }
    }

    @Test
    void aTextFormIsWhatTheOutputFunctionPrints() {
        database.execute("CREATE TABLE printed (a address, i inet, n numeric, l interval, d lap, m money, r regclass)");
        try {
            database.execute(
                    "INSERT INTO printed VALUES (ROW(NULL, NULL), '10.0.0.1', 'NaN', '1 day 02:00', '3 s', 1234.5,"
                            + " 'printed')",
                    "INSERT INTO printed VALUES (NULL)");
            SourceTable table = table("printed", TypeMapping.DEFAULT);
            assertThat(pinnedQuery(
                            "SELECT " + String.join(", ", table.selectExpressions()) + " FROM " + table.fromClause()))
                    .containsExactly(
                            "(,)|10.0.0.1|NaN|1 day 02:00:00|00:00:03|$1,234.50|public.printed",
                            "null|null|null|null|null|null|null");
        } finally {
            database.execute("DROP TABLE printed");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    numeric         | public.t.c=decimal(38,9)  | Decimal[precision=38, scale=9]                | BASE
                    numeric[]       | public.t.c=decimal(9,0)   | ListOf[element=Decimal[precision=9, scale=0]] | ARRAY
                    any_amount      | public.t.c=decimal(20,4)  | Decimal[precision=20, scale=4]                | DOMAIN
                    numeric         | numeric=decimal(38,9)     | Decimal[precision=38, scale=9]                | BASE
                    numeric(10,2)   | public.t.c=text           | Text[]                                        | TEXT_FORM
                    uuid            | uuid=uuid                 | Uuid[]                                        | BASE
                    uuid[]          | uuid=uuid                 | ListOf[element=Uuid[]]                        | ARRAY
                    uuid            | public.t.c=uuid           | Uuid[]                                        | BASE
                    uuid            | public.t.c=text           | Text[]                                        | TEXT_FORM
                    integer[]       | public.t.c=text           | Text[]                                        | TEXT_FORM
                    integer[]       | _int4=text                | Text[]                                        | TEXT_FORM
                    integer[]       | int4=text                 | Text[]                                        | TEXT_FORM
                    mood            | mood=text                 | Text[]                                        | TEXT_FORM
                    """)
    void declaredTypesReplaceTheTable(String declared, String option, String type, Kind kind) {
        ColumnDefinition column = tableOf(declared, CatalogFixture.types(option))
                .definition()
                .columns()
                .getFirst();

        assertThat(column.type().toString()).isEqualTo(type);
        assertThat(column.sourceType().kind()).isEqualTo(kind);
        assertThat(column.sourceType().formatted()).isEqualTo(declared);
    }

    @Test
    void anEnumDeclaredAsTextKeepsWhatTheWarehouseMustMake() {
        ColumnDefinition column = tableOf("mood", CatalogFixture.types("public.t.c=text"))
                .definition()
                .columns()
                .getFirst();

        assertThat(column.sourceType().base()).contains(mood());
    }

    @Test
    void declarationsThatFitNothingAreAllReported() {
        TypeMapping types = CatalogFixture.types(
                "public.t.d=text", "public.t.c=decimal(10,2)", "uiud=text", "publik.t.c=text", "\"a.b\".c.d=uuid");

        assertThatThrownBy(() -> tableOf("integer", types))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("--type public.t.c=decimal(10,2): the column is integer; decimal needs a numeric;"
                        + " --type: there is no selected column 'public.t.d'; did you mean 'public.t.c'?;"
                        + " --type: there is no type 'uiud'; did you mean 'uuid'?;"
                        + " --type: there is no selected column 'publik.t.c'; did you mean 'public.t.c'?;"
                        + " --type: there is no selected column '\"a.b\".c.d'");
    }

    private static SourceType mood() {
        return new SourceType(
                Kind.ENUM,
                "public",
                "mood",
                "mood",
                List.of("sad", "ok", "it's fine"),
                Optional.empty(),
                false,
                List.of());
    }

    private static ColumnDefinition column(String type) {
        return tableOf(type, TypeMapping.DEFAULT).definition().columns().getFirst();
    }

    private static SourceTable tableOf(String type, TypeMapping types) {
        database.execute("CREATE TABLE t (c " + type + ")");
        try {
            return table("t", types);
        } finally {
            database.execute("DROP TABLE t");
        }
    }

    private static SourceTable table(String name, TypeMapping types) {
        Catalog catalog = new Catalog(CatalogFixture.selection(List.of(name), List.of()), TargetNames.DEFAULT, types);
        Map<String, SourceTable> tables = new HashMap<>();
        CatalogFixture.read(database, catalog).forEach(table -> tables.put(table.name(), table));
        return tables.get(name);
    }

    private static List<String> pinnedQuery(String sql) {
        return CatalogFixture.query(database, sql);
    }
}
