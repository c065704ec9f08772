package dev.daybook.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.TableKind;
import dev.daybook.postgres.type.TypeMapping;
import dev.daybook.task.StepFailure;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CatalogSelectionTest {

    private static TestDatabase database;

    @BeforeAll
    static void createTables() {
        database = PostgresServer.shared().createDatabase();
        database.execute(
                "CREATE SCHEMA shop",
                "CREATE TABLE public.orders (id int)",
                "CREATE TABLE shop.orders (id int)",
                "CREATE TABLE shop.items (id int)",
                "CREATE TABLE shop.parent (id int)",
                "CREATE TABLE shop.child () INHERITS (shop.parent)",
                "CREATE VIEW shop.order_view AS SELECT id FROM shop.orders",
                "CREATE MATERIALIZED VIEW shop.order_summary AS SELECT count(*) FROM shop.orders",
                "CREATE FOREIGN DATA WRAPPER nothing",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER nothing",
                "CREATE FOREIGN TABLE shop.remote (id int) SERVER elsewhere",
                "CREATE TABLE shop.sales (day date, id int) PARTITION BY RANGE (day)",
                "CREATE TABLE shop.sales_2024 PARTITION OF shop.sales FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
                "CREATE TABLE shop.sales_2025 PARTITION OF shop.sales FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"
                        + " PARTITION BY LIST (id)",
                "CREATE TABLE shop.sales_2025_1 PARTITION OF shop.sales_2025 FOR VALUES IN (1)",
                "CREATE TABLE shop.empty_parent (id int) PARTITION BY LIST (id)",
                "CREATE TABLE shop.\"a.b\" (id int)",
                "CREATE SCHEMA extension_owned",
                "CREATE TABLE extension_owned.settings (id int)",
                // An extension's table is one that pg_depend says so of; no extension here has any.
                "INSERT INTO pg_depend SELECT 'pg_class'::regclass, 'extension_owned.settings'::regclass, 0,"
                        + " 'pg_extension'::regclass, oid, 0, 'e' FROM pg_extension WHERE extname = 'plpgsql'");
    }

    @Test
    void everyUserTableIsTakenOnceByDefault() {
        assertThat(names(List.of(), List.of()))
                .containsExactly(
                        "public.orders",
                        "shop.a.b",
                        "shop.child",
                        "shop.empty_parent",
                        "shop.items",
                        "shop.orders",
                        "shop.parent",
                        "shop.sales");
    }

    @Test
    void globsIncludeAndExclude() {
        assertThat(names(List.of("shop.*"), List.of("shop.s*", "*.parent", "empty_parent")))
                .containsExactly("shop.a.b", "shop.child", "shop.items", "shop.orders");
        assertThat(names(List.of("orders"), List.of())).containsExactly("public.orders", "shop.orders");
        assertThat(names(List.of("shop.\"a.b\""), List.of())).containsExactly("shop.a.b");
    }

    @Test
    void viewsForeignTablesAndTablesOfExtensionsAreTakenWhenNamed() {
        List<SourceTable> tables = read(
                List.of("shop.order_view", "shop.order_summary", "shop.remote", "extension_owned.settings"), List.of());

        assertThat(tables)
                .extracting(table -> table.definition().kind())
                .containsExactly(TableKind.TABLE, TableKind.MATERIALIZED_VIEW, TableKind.VIEW, TableKind.FOREIGN_TABLE);
        assertThat(tables)
                .extracting(table -> table.definition().consistent())
                .containsExactly(true, false, false, false);
        assertThat(tables).extracting(SourceTable::lockable).containsExactly(true, false, true, false);
        assertThat(tables).extracting(SourceTable::splittable).containsExactly(true, false, false, false);
        assertThat(tables)
                .extracting(SourceTable::fromClause)
                .containsExactly(
                        "ONLY \"extension_owned\".\"settings\"",
                        "\"shop\".\"order_summary\"",
                        "\"shop\".\"order_view\"",
                        "ONLY \"shop\".\"remote\"");
    }

    @Test
    void childrenOfInheritanceAreTablesOfTheirOwn() {
        List<SourceTable> tables = read(List.of("shop.parent", "shop.child"), List.of());

        assertThat(tables)
                .extracting(SourceTable::fromClause)
                .containsExactly("ONLY \"shop\".\"child\"", "ONLY \"shop\".\"parent\"");
    }

    @Test
    void aPartitionedTableIsReadByItsLeaves() {
        SourceTable sales = read(List.of("shop.sales"), List.of()).getFirst();

        assertThat(sales.definition().kind()).isEqualTo(TableKind.PARTITIONED_TABLE);
        assertThat(sales.fromClause()).isEqualTo("\"shop\".\"sales\"");
        assertThat(sales.splittable()).isFalse();
        assertThat(sales.leaves())
                .extracting(SourceTable::fromClause)
                .containsExactly("ONLY \"shop\".\"sales_2024\"", "ONLY \"shop\".\"sales_2025_1\"");
        assertThat(sales.leaves()).extracting(SourceTable::definition).containsOnly(sales.definition());
        assertThat(sales.leaves()).extracting(SourceTable::splittable).containsOnly(true);
        assertThat(read(List.of("shop.empty_parent"), List.of()).getFirst().leaves())
                .isEmpty();
    }

    @Test
    void patternsThatMatchNothingAreAllReported() {
        assertThatThrownBy(() -> read(
                        List.of(
                                "shop.order",
                                "nothing.*",
                                "shop.sales_2025_1",
                                "shop.remot*",
                                "shop.order_*",
                                "public.*"),
                        List.of("shop.itmes", "parrent", "shop.sales_*")))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("--include 'shop.order' matches no table; did you mean 'shop.orders'?;"
                        + " --include 'nothing.*' matches no table;"
                        + " --include 'shop.sales_2025_1' matches only partitions, such as shop.sales_2025_1;"
                        + " a partitioned table is one dataset: name shop.sales;"
                        + " --include 'shop.remot*' matches only foreign tables and the like, such as shop.remote;"
                        + " these are only taken when named without * and ?;"
                        + " --include 'shop.order_*' matches only materialized views and the like, such as"
                        + " shop.order_summary; these are only taken when named without * and ?;"
                        + " --exclude 'shop.itmes' matches no table; did you mean 'shop.items'?;"
                        + " --exclude 'parrent' matches no table; did you mean 'parent'?;"
                        + " --exclude 'shop.sales_*' matches only partitions, such as shop.sales_2024;"
                        + " a partitioned table is one dataset: name shop.sales");
    }

    private static List<String> names(List<String> include, List<String> exclude) {
        return read(include, exclude).stream()
                .map(table -> table.definition().name().toString())
                .toList();
    }

    private static List<SourceTable> read(List<String> include, List<String> exclude) {
        Catalog catalog =
                new Catalog(CatalogFixture.selection(include, exclude), TargetNames.DEFAULT, TypeMapping.DEFAULT);
        return CatalogFixture.read(database, catalog);
    }

    @Test
    void aColumnThatNoTableCanHaveIsRefused() {
        TestDatabase other = PostgresServer.shared().createDatabase();
        other.execute(
                "CREATE TABLE boxes (id int)",
                "CREATE VIEW versions AS SELECT id, xmin::text AS xmin FROM boxes",
                "CREATE VIEW places AS SELECT id, ctid::text AS ctid FROM boxes");
        Catalog catalog = new Catalog(
                CatalogFixture.selection(List.of("public.versions", "public.places"), List.of()),
                TargetNames.DEFAULT,
                TypeMapping.DEFAULT);

        assertThatThrownBy(() -> CatalogFixture.read(other, catalog))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("the column's name in public.places.ctid is the name of a system column of every table in"
                        + " PostgreSQL; rename it there, or leave it out with --exclude 'public.places'; the column's"
                        + " name in public.versions.xmin is the name of a system column of every table in PostgreSQL;"
                        + " rename it there, or leave it out with --exclude 'public.versions'");
    }

    @Test
    void aNameThatGrowsBeyondTheLimitInUtf8IsRefused() {
        TestDatabase latin = PostgresServer.shared().createDatabaseIn("LATIN1");
        String name = "\u00e9".repeat(40);
        latin.execute("CREATE TABLE t (\"" + name + "\" int)");

        assertThatThrownBy(() -> CatalogFixture.read(latin))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("the column's name in public.t." + name + " has 80 bytes, PostgreSQL takes at most 63;"
                        + " rename it there, or leave it out with --exclude 'public.t'");
    }
}
