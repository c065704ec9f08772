package dev.daybook.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.daybook.lake.model.CollationDefinition;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import dev.daybook.postgres.catalog.CatalogFixture;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarehouseTypeTest {

    /** Scales below zero or beyond the precision. */
    private static final Set<String> SCALES_SINCE_15 = Set.of("numeric(2,5)", "numeric(5,-2)");

    private static TestDatabase source;

    /** A warehouse with the stable schema northwind, in which the enums and domains are, and citext in ext. */
    private record Northwind(int serverVersion) implements WarehouseType.Names {
        @Override
        public Optional<String> nameOf(SourceType enumOrDomain) {
            return enumOrDomain.name().startsWith("lost")
                    ? Optional.empty()
                    : Optional.of(Identifier.quote("northwind", enumOrDomain.name()));
        }

        @Override
        public Optional<String> schemaOfExtensionType(String typeName) {
            return typeName.equals("geometry") ? Optional.of("\"ext\"") : Optional.empty();
        }

        @Override
        public WarehouseType.Collation collationOf(ColumnDefinition column) {
            return column.collation().orElseThrow().equals("pg_catalog.\"C\"")
                    ? WarehouseType.Collation.found("\"pg_catalog\".\"C\"")
                    : WarehouseType.Collation.lacking("the warehouse has none of that name");
        }
    }

    @BeforeAll
    static void createTypes() {
        source = PostgresServer.shared().createDatabase();
        source.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "CREATE TYPE lost_mood AS ENUM ('sad', 'ok')",
                "CREATE TYPE address AS (street text)",
                "CREATE TYPE geometry",
                "CREATE FUNCTION geometry_in(cstring) RETURNS geometry LANGUAGE internal IMMUTABLE STRICT AS 'textin'",
                "CREATE FUNCTION geometry_out(geometry) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout'",
                "CREATE TYPE geometry (INPUT = geometry_in, OUTPUT = geometry_out)",
                "CREATE DOMAIN cents AS int",
                "CREATE DOMAIN lost_cents AS int",
                "CREATE DOMAIN lost_address AS address",
                "CREATE DOMAIN lap AS interval");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    integer                 | integer                 | pg_catalog.int4         | true
                    character varying(40)   | character varying(40)   | pg_catalog.varchar      | true
                    character(5)            | character(5)            | pg_catalog.bpchar       | true
                    bpchar                  | bpchar                  | pg_catalog.bpchar       | true
                    numeric(10,2)           | numeric(10,2)           | pg_catalog.numeric      | true
                    numeric                 | numeric                 | pg_catalog.numeric      | false
                    numeric(2,5)            | numeric(2,5)            | pg_catalog.numeric      | false
                    timestamp(3) without time zone | timestamp(3) without time zone | pg_catalog.timestamp | true
                    uuid                    | uuid                    | pg_catalog.uuid         | true
                    oid                     | oid                     | pg_catalog.oid          | true
                    interval day to second(3) | interval day to second(3) | pg_catalog.interval | false
                    bit(5)                  | bit(5)                  | pg_catalog.bit          | false
                    "char"                  | "char"                  | pg_catalog.char         | false
                    int8multirange          | int8multirange          | pg_catalog.int8multirange | false
                    integer[]               | integer[]               | pg_catalog.int4[]       | true
                    numeric[]               | numeric[]               | pg_catalog.numeric[]    | false
                    character varying(9)[]  | character varying(9)[]  | pg_catalog.varchar[]    | true
                    mood                    | northwind.mood          | northwind.mood          | true
                    mood[]                  | northwind.mood[]        | northwind.mood[]        | true
                    cents                   | northwind.cents         | northwind.cents         | true
                    cents[]                 | northwind.cents[]       | northwind.cents[]       | true
                    lap                     | northwind.lap           | northwind.lap           | false
                    lap[]                   | northwind.lap[]         | northwind.lap[]         | false
                    geometry                | ext.geometry            | ext.geometry            | false
                    geometry[]              | ext.geometry[]          | ext.geometry[]          | false
                    """)
    void theWarehouseHasTheSourcesOwnType(String declared, String sql, String withoutModifier, boolean binary) {
        assumeFalse(
                SCALES_SINCE_15.contains(declared) && PostgresServer.shared().isOlderThan(15));

        WarehouseType type = WarehouseType.of(column(declared), new Northwind(170_000));

        assertThat(unquoted(type.sql())).isEqualTo(sql.replace("\"", ""));
        assertThat(unquoted(type.withoutModifier())).isEqualTo(withoutModifier);
        assertThat(type.binary()).isEqualTo(binary);
        assertThat(type.leftOut()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    address      | text    | public.address
                    address[]    | text    | public.address[]
                    regclass     | text    | regclass
                    aclitem[]    | text    | aclitem[]
                    lost_mood    | text    | public.lost_mood
                    lost_mood[]  | text[]  | public.lost_mood[]
                    lost_cents   | integer | public.lost_cents
                    lost_address | text    | public.lost_address
                    """)
    void aTypeTheWarehouseLacksIsTextAndListed(String declared, String sql, String name) {
        WarehouseType type = WarehouseType.of(column(declared), new Northwind(170_000));

        assertThat(type.sql()).isEqualTo(sql);
        assertThat(type.binary()).isTrue();
        assertThat(type.leftOut()).containsExactly("column c is " + sql + ", for want of type " + name);
    }

    @Test
    void anOlderWarehouseGetsWhatItKnows() {
        assumeFalse(PostgresServer.shared().isOlderThan(15), "the source has to know them");

        assertThat(WarehouseType.of(column("numeric(2,5)"), new Northwind(140_000))
                        .sql())
                .isEqualTo("numeric");
        assertThat(WarehouseType.of(column("numeric(5,-2)"), new Northwind(140_000))
                        .sql())
                .isEqualTo("numeric");
        assertThat(WarehouseType.of(column("int8multirange"), new Northwind(130_000)))
                .isEqualTo(new WarehouseType(
                        "text",
                        "pg_catalog.\"text\"",
                        true,
                        Optional.empty(),
                        Optional.of("for want of type int8multirange"),
                        List.of("column c is text, for want of type int8multirange")));
    }

    @Test
    void everyLoadableTypeCanBeDeclaredBothWays() {
        TestDatabase warehouse = PostgresServer.shared().createDatabase();
        List<String> types =
                source.query("SELECT format_type(t.oid, -1) FROM pg_type t WHERE t.typtype IN ('b', 'r', 'm')"
                        + " AND t.typnamespace = 'pg_catalog'::regnamespace AND NOT EXISTS"
                        + " (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typtype IN ('c', 'p')) ORDER BY 1");
        int own = 0;
        for (String declared : types) {
            WarehouseType type = WarehouseType.of(column(declared), new Northwind(170_000));
            warehouse.execute(
                    "CREATE TABLE t (c " + type.sql() + ")",
                    "CREATE VIEW v AS SELECT c::" + type.withoutModifier() + " FROM t",
                    "DROP TABLE t CASCADE");
            own += type.leftOut().isEmpty() ? 1 : 0;
        }
        assertThat(own).isGreaterThan(120).isLessThan(types.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    numeric  | numeric(10,2); DROP SCHEMA daybook         | numeric
                    numeric  | numeric(10, 2)                             | numeric(10,2)
                    numeric  | numeric(1,2,3)                             | numeric
                    numeric  | numeric(99999999999)                       | numeric
                    numeric  | text                                       | numeric
                    varchar  | character varying(40) DEFAULT pg_sleep(9)  | character varying
                    varchar  | varchar(40)                                | character varying
                    bpchar   | character(3)) AS SELECT 1; --              | bpchar
                    bit      | bit(3)/**/                                 | "bit"
                    timetz   | time(3) with time zone, x int              | time with time zone
                    interval | interval day to second(3) x                | interval
                    interval | interval day to second(3)                  | interval day to second(3)
                    int4     | integer[]; SELECT 1; --[]                  | integer[]
                    """)
    void nothingOfTheTextOfATypeGoesIntoSql(String name, String formatted, String sql) {
        SourceType type = new SourceType(
                SourceType.Kind.TEXT_FORM,
                "pg_catalog",
                name,
                formatted,
                List.of(),
                Optional.empty(),
                false,
                List.of());
        ColumnDefinition column = ColumnDefinition.of("c", new ColumnType.Text(), type, false);

        assertThat(WarehouseType.of(column, new Northwind(170_000)).sql()).isEqualTo(sql);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    geometry(Point,4326)     | "ext"."geometry"('Point','4326')
                    geometry(4326)[]         | "ext"."geometry"('4326')[]
                    geometry(current_user)   | "ext"."geometry"
                    geometry('a')            | "ext"."geometry"
                    geometry(1); DROP x      | "ext"."geometry"
                    """)
    void anExtensionsTypeKeepsModifiersThatAreWordsOrNumbers(String formatted, String sql) {
        SourceType type = new SourceType(
                SourceType.Kind.TEXT_FORM, "gis", "geometry", formatted, List.of(), Optional.empty(), false, List.of());
        ColumnDefinition column = ColumnDefinition.of("c", new ColumnType.Text(), type, false);

        assertThat(WarehouseType.of(column, new Northwind(170_000)).sql()).isEqualTo(sql);
    }

    @Test
    void aMissingCollationMattersToEqualityWhereItMayCallOtherBytesEqual() {
        assertThat(collated("pg_catalog.\"C\"", Optional.empty()).collation()).contains("\"pg_catalog\".\"C\"");
        assertThat(collated("public.own", Optional.empty()).comparedOtherwise())
                .contains("for want of collation public.own");
        assertThat(collated("public.own", Optional.of(true)).comparedOtherwise())
                .isEmpty();
        assertThat(collated("public.own", Optional.of(false)).comparedOtherwise())
                .contains("for want of collation public.own");
        assertThat(collated("public.own", Optional.of(false)).leftOut())
                .containsExactly("collation public.own of column c: the warehouse has none of that name");
    }

    private static WarehouseType collated(String collation, Optional<Boolean> deterministic) {
        ColumnDefinition column = new ColumnDefinition(
                "c",
                new ColumnType.Text(),
                SourceType.builtIn("text", "text"),
                false,
                Optional.of(collation),
                deterministic.map(answer -> new CollationDefinition(
                        CollationDefinition.Provider.ICU, "und-u-ks-level2", answer, Optional.empty())),
                Optional.empty());
        return WarehouseType.of(column, new Northwind(170_000));
    }

    private static ColumnDefinition column(String type) {
        source.execute("CREATE TABLE t (c " + type + ")");
        try {
            return CatalogFixture.read(source).getFirst().definition().columns().getFirst();
        } finally {
            source.execute("DROP TABLE t");
        }
    }

    private static String unquoted(String sql) {
        return sql.replace("\"", "");
    }
}
