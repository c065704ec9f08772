package dev.daybook.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.postgres.type.TypeMapping;
import dev.daybook.task.StepFailure;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogRightsTest {

    private static final Catalog ALL = new Catalog(TableSelection.ALL, TargetNames.DEFAULT, TypeMapping.DEFAULT);

    private final TestDatabase database = PostgresServer.shared().createDatabase();
    private final String role = database.name() + "_reader";

    @BeforeEach
    void createRole() {
        database.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'x'");
    }

    @Test
    void allTablesThatLackRightsAreNamedInOneLine() {
        database.execute(
                "CREATE SCHEMA secret",
                "CREATE TABLE readable (id int)",
                "CREATE TABLE \"Closed\" (id int)",
                "CREATE TABLE partly (id int, name text)",
                "CREATE TABLE secret.hidden (id int)",
                "CREATE TABLE secret.closed (id int)",
                "GRANT SELECT ON readable, secret.hidden TO " + role,
                "GRANT SELECT (id) ON partly TO " + role);

        assertThatThrownBy(() -> read(ALL))
                .isInstanceOf(StepFailure.Denied.class)
                .hasMessage("role " + role + " may not read public.Closed (no SELECT),"
                        + " public.partly (SELECT on some of its columns only),"
                        + " secret.closed (no USAGE on schema secret, no SELECT),"
                        + " secret.hidden (no USAGE on schema secret);"
                        + " grant it, or leave the tables out with --exclude");
        Catalog allowed = new Catalog(
                TableSelection.of(List.of("readable"), List.of()), TargetNames.DEFAULT, TypeMapping.DEFAULT);
        assertThat(read(allowed)).extracting(SourceTable::name).containsExactly("readable");
    }

    @Test
    void rowSecurityThatWouldFilterIsRefused() {
        database.execute(
                "CREATE TABLE mine (owner text)",
                "CREATE TABLE open (id int)",
                "ALTER TABLE mine ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own_rows ON mine USING (owner = current_user)",
                "GRANT SELECT ON mine, open TO " + role);

        assertThatThrownBy(() -> read(ALL))
                .isInstanceOf(StepFailure.Denied.class)
                .hasMessage("row security would hide rows from role " + role + " in public.mine;"
                        + " give it BYPASSRLS, or leave the tables out with --exclude");
        assertThat(CatalogFixture.read(database)).hasSize(2);
        database.execute("ALTER ROLE " + role + " BYPASSRLS");
        assertThat(read(ALL)).hasSize(2);
    }

    @Test
    void aPartitionedTableWithAClosedLeafIsReadThroughItsOwnName() {
        database.execute(
                "CREATE TABLE sales (id int) PARTITION BY LIST (id)",
                "CREATE TABLE sales_1 PARTITION OF sales FOR VALUES IN (1)",
                "CREATE TABLE sales_2 PARTITION OF sales FOR VALUES IN (2)",
                "GRANT SELECT ON sales, sales_1 TO " + role);

        SourceTable sales = read(ALL).getFirst();

        assertThat(sales.leaves()).isEmpty();
        assertThat(sales.fromClause()).isEqualTo("\"public\".\"sales\"");
        assertThat(CatalogFixture.read(database).getFirst().leaves()).hasSize(2);
    }

    @Test
    void aForeignPartitionIsRefusedByName() {
        database.execute(
                "CREATE FOREIGN DATA WRAPPER nothing",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER nothing",
                "CREATE TABLE sales (id int) PARTITION BY LIST (id)",
                "CREATE TABLE sales_1 PARTITION OF sales FOR VALUES IN (1)",
                "CREATE FOREIGN TABLE sales_remote PARTITION OF sales FOR VALUES IN (2) SERVER elsewhere",
                "CREATE TABLE other (id int)");

        assertThatThrownBy(() -> CatalogFixture.read(database))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("public.sales has the foreign table public.sales_remote as a partition,"
                        + " which no snapshot covers; leave the table out with --exclude 'public.sales'");
        Catalog without = new Catalog(
                TableSelection.of(List.of(), List.of("public.sales")), TargetNames.DEFAULT, TypeMapping.DEFAULT);
        assertThat(CatalogFixture.read(database, without))
                .extracting(SourceTable::name)
                .containsExactly("other");
    }

    private List<SourceTable> read(Catalog catalog) {
        return CatalogFixture.readAs(database, role, "x", catalog);
    }
}
