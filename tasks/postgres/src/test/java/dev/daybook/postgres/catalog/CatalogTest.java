package dev.daybook.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.type.TypeMapping;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    @Test
    void readsATableWithAllItsParts() {
        boolean nullsAreDistinct = PostgresServer.shared().isOlderThan(15);
        database.execute(
                """
                CREATE TABLE customers (
                    id integer PRIMARY KEY,
                    name varchar(40) COLLATE "C" NOT NULL,
                    code text UNIQUE %s,
                    CONSTRAINT named CHECK (name <> ''))
                """.formatted(nullsAreDistinct ? "" : "NULLS NOT DISTINCT"),
                """
                CREATE TABLE orders (
                    number bigint GENERATED ALWAYS AS IDENTITY,
                    customer integer REFERENCES customers DEFERRABLE,
                    price numeric(10,2) DEFAULT 0,
                    gross numeric(12,2) GENERATED ALWAYS AS (price * 2) STORED,
                    PRIMARY KEY (customer, number) DEFERRABLE,
                    CONSTRAINT apart EXCLUDE USING btree (price WITH =))
                """,
                "CREATE INDEX by_price ON orders (price DESC)",
                "COMMENT ON TABLE orders IS 'what was asked for'",
                "COMMENT ON COLUMN orders.price IS 'in euros'");

        List<SourceTable> tables = CatalogFixture.read(database);

        assertThat(tables)
                .extracting(SourceTable::quotedName)
                .containsExactly("\"public\".\"customers\"", "\"public\".\"orders\"");
        TableDefinition customers = tables.get(0).definition();
        assertThat(customers.columns().get(1).collation()).contains("pg_catalog.\"C\"");
        assertThat(customers.columns()).extracting(ColumnDefinition::required).containsExactly(true, true, false);
        assertThat(customers.uniqueKeys())
                .containsExactly(
                        new TableDefinition.Key("customers_code_key", List.of("code"), !nullsAreDistinct, false));
        assertThat(customers.checks())
                .containsExactly(new TableDefinition.Check("named", "CHECK (((name)::text <> ''::text))"));
        SourceTable orders = tables.get(1);
        TableDefinition definition = orders.definition();
        assertThat(definition.name()).isEqualTo(DatasetName.of("public", "orders"));
        assertThat(definition.target()).isEqualTo("orders");
        assertThat(definition.kind()).isEqualTo(TableKind.TABLE);
        assertThat(definition.consistent()).isTrue();
        assertThat(definition.comment()).contains("what was asked for");
        assertThat(definition.columns())
                .extracting(ColumnDefinition::name)
                .containsExactly("number", "customer", "price", "gross");
        assertThat(definition.columns().get(2).comment()).contains("in euros");
        assertThat(definition.columns().get(2).type()).isEqualTo(new ColumnType.Decimal(10, 2));
        assertThat(definition.primaryKey())
                .contains(new TableDefinition.Key("orders_pkey", List.of("customer", "number"), false, true));
        assertThat(definition.foreignKeys())
                .containsExactly(new TableDefinition.ForeignKey(
                        "orders_customer_fkey",
                        List.of("customer"),
                        DatasetName.of("public", "customers"),
                        List.of("id"),
                        Optional.of("FOREIGN KEY (customer) REFERENCES public.customers(id) DEFERRABLE"),
                        true));
        assertThat(definition.indexes())
                .containsExactly(new TableDefinition.Index(
                        "by_price", "CREATE INDEX by_price ON public.orders USING btree (price DESC)"));
        assertThat(definition.leftOut())
                .containsExactly(
                        "identity of column number",
                        "default of column price",
                        "generation expression of column gross",
                        "constraint apart: EXCLUDE USING btree (price WITH =)");
        assertThat(orders.copyStatement("ctid < '(1,0)'"))
                .isEqualTo("COPY (SELECT \"number\", \"customer\", \"price\", \"gross\" FROM ONLY \"public\".\"orders\""
                        + " WHERE ctid < '(1,0)') TO STDOUT (FORMAT binary)");
        assertThat(orders.splittable()).isTrue();
        assertThat(orders.lockable()).isTrue();
    }

    @Test
    void foreignKeysNameTablesThatAreLeftOutAndNotValidatedOnes() {
        database.execute(
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.customers (region int, id int, PRIMARY KEY (id, region))",
                "CREATE TABLE orders (customer int, region int)",
                "ALTER TABLE orders ADD CONSTRAINT placed_by FOREIGN KEY (region, customer)"
                        + " REFERENCES shop.customers (region, id) NOT VALID");
        Catalog catalog = new Catalog(
                CatalogFixture.selection(List.of("orders"), List.of()), TargetNames.DEFAULT, TypeMapping.DEFAULT);

        assertThat(CatalogFixture.read(database, catalog)
                        .getFirst()
                        .definition()
                        .foreignKeys())
                .containsExactly(new TableDefinition.ForeignKey(
                        "placed_by",
                        List.of("region", "customer"),
                        DatasetName.of("shop", "customers"),
                        List.of("region", "id"),
                        Optional.of("FOREIGN KEY (region, customer) REFERENCES shop.customers(region, id) NOT VALID"),
                        false));
    }

    @Test
    void aForeignKeyToAPartitionedTableIsOneForeignKey() {
        database.execute(
                "CREATE TABLE days (id int PRIMARY KEY) PARTITION BY LIST (id)",
                "CREATE TABLE days_1 PARTITION OF days FOR VALUES IN (1)",
                "CREATE TABLE events (day int REFERENCES days)");

        assertThat(CatalogFixture.read(database))
                .extracting(table -> table.definition().foreignKeys().size())
                .containsExactly(0, 1);
    }

    @Test
    void thePlannersEstimatesAreThere() {
        database.execute(
                "CREATE TABLE fresh (id int)",
                "CREATE TABLE known (id int, kind int)",
                "INSERT INTO known SELECT i, i % 4 FROM generate_series(1, 4000) i",
                "CREATE TABLE parts (id int, kind int) PARTITION BY RANGE (id)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (2001)",
                "CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (2001) TO (9999)",
                "INSERT INTO parts SELECT i, i % 4 FROM generate_series(1, 4000) i",
                "ANALYZE known",
                "ANALYZE parts");

        List<SourceTable> tables = CatalogFixture.read(database);

        assertThat(tables).extracting(SourceTable::name).containsExactly("fresh", "known", "parts");
        assertThat(tables).extracting(SourceTable::estimatedRows).containsExactly(-1L, 4000L, 4000L);
        assertThat(tables.get(0).pages()).isZero();
        assertThat(tables.get(1).pages()).isEqualTo(18);
        assertThat(tables.get(2).pages()).isEqualTo(18);
        assertThat(tables.get(1).distinctValues()).containsEntry("id", 4000.0).containsEntry("kind", 4.0);
        assertThat(tables.get(2).distinctValues()).containsEntry("id", 4000.0).containsEntry("kind", 4.0);
        assertThat(tables.get(2).leaves())
                .extracting(SourceTable::estimatedRows)
                .containsExactly(2000L, 2000L);
    }

    @Test
    void aTableThatChangesIsNoLongerTheSame() {
        database.execute("CREATE TABLE orders (id int)");
        SourceTable before = CatalogFixture.read(database).getFirst();
        database.execute("INSERT INTO orders SELECT generate_series(1, 1000)", "ANALYZE orders");
        SourceTable analyzed = CatalogFixture.read(database).getFirst();
        database.execute("ALTER TABLE orders ADD COLUMN note text");
        SourceTable altered = CatalogFixture.read(database).getFirst();
        database.execute("DROP TABLE orders", "CREATE TABLE orders (id int, note text)");
        SourceTable made = CatalogFixture.read(database).getFirst();

        assertThat(analyzed.isSameAs(before)).isTrue();
        assertThat(analyzed).isNotEqualTo(before);
        assertThat(altered.isSameAs(before)).isFalse();
        assertThat(made.isSameAs(altered)).isFalse();
    }

    @Test
    void oddNamesArriveAsTheyAreAndCanBeRead() {
        List<String> names = List.of(
                "Größe",
                "😀",
                "a\"b",
                "select",
                "MixedCase",
                "with space",
                "x".repeat(63),
                "a.b",
                "tab\there",
                "?",
                "$1");
        List<String> columns =
                names.stream().map(name -> Identifier.quote(name) + " int").toList();
        for (String name : names) {
            database.execute("CREATE TABLE " + Identifier.quote(name) + " (" + String.join(", ", columns) + ")");
        }

        List<SourceTable> tables = CatalogFixture.read(database);

        assertThat(tables).extracting(SourceTable::name).containsExactlyInAnyOrderElementsOf(names);
        for (SourceTable table : tables) {
            assertThat(table.definition().columns())
                    .extracting(ColumnDefinition::name)
                    .containsExactlyElementsOf(names);
            assertThat(CatalogFixture.copy(database, table.copyStatement())).isZero();
        }
    }

    @Test
    void aTableWithoutColumnsCanBeRead() {
        database.execute("CREATE TABLE nothing ()", "INSERT INTO nothing DEFAULT VALUES");

        SourceTable table = CatalogFixture.read(database).getFirst();

        assertThat(table.definition().columns()).isEmpty();
        assertThat(CatalogFixture.copy(database, table.copyStatement())).isEqualTo(1);
    }

    @Test
    void tablesOfOtherSessionsTemporaryOnesAreNotTaken() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE passing (id int)");
            database.execute("CREATE TABLE staying (id int)");

            assertThat(CatalogFixture.read(database))
                    .extracting(SourceTable::name)
                    .containsExactly("staying");
        }
    }

    @Test
    void aDatabaseWithoutTablesHasNone() {
        assertThat(CatalogFixture.read(database)).isEmpty();
    }
}
