package dev.daybook.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.ColumnDefinition;
import dev.daybook.lake.ColumnType;
import dev.daybook.lake.DatasetName;
import dev.daybook.lake.TableDefinition;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    @Test
    void readsATableWithAllItsParts() {
        database.execute(
                """
                CREATE TABLE customers (
                    id integer PRIMARY KEY,
                    name varchar(40) COLLATE "C" NOT NULL,
                    code text UNIQUE NULLS NOT DISTINCT,
                    CONSTRAINT named CHECK (name <> ''))
                """,
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
                .containsExactly(new TableDefinition.Key("customers_code_key", List.of("code"), true, false));
        assertThat(customers.checks())
                .containsExactly(new TableDefinition.Check("named", "CHECK (((name)::text <> ''::text))"));
        SourceTable orders = tables.get(1);
        TableDefinition definition = orders.definition();
        assertThat(definition.name()).isEqualTo(DatasetName.of("public", "orders"));
        assertThat(definition.target()).isEqualTo("orders");
        assertThat(definition.kind()).isEqualTo("table");
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
        assertThat(orders.leftOut())
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
}
