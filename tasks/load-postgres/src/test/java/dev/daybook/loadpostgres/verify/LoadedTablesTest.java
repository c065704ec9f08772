package dev.daybook.loadpostgres.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.Run;
import dev.daybook.loadpostgres.Shop;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day that the ledger has and whose tables are not what was loaded is not there. */
class LoadedTablesTest {

    private static final String DAY = "2024-01-20";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "DROP TABLE northwind_2024_01_20.orders CASCADE, orders is gone",
        "ALTER TABLE northwind_2024_01_20.orders DROP COLUMN freight CASCADE, orders has no column freight",
        "DELETE FROM northwind_2024_01_20.order_details, order_details has 0 rows of 1",
        "DROP SCHEMA northwind_2024_01_20 CASCADE, order_details is gone and 2 tables more",
        "DROP SCHEMA northwind_2024_01_20 CASCADE; DROP SCHEMA northwind, order_details is gone and 2 tables more"
    })
    void whatIsGoneIsPutInPlaceAgain(String damage, String told) {
        Shop shop = new Shop(folder);
        shop.loaded(DAY);
        shop.warehouse.execute(damage);

        Run again = shop.load(DAY);

        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(again.receipt()).contains("\"status\":\"done\"");
        assertThat(again.log())
                .contains("2024-01-20 was loaded with this content, but is not whole any more, so it is loaded again: "
                        + told);
        assertThat(
                        shop.warehouse.query(
                                "SELECT order_id, freight, quantity FROM northwind.orders JOIN northwind.order_details USING (order_id)"))
                .containsExactly("1|1.50|10");
        assertThat(shop.load(DAY, "verify").exitCode()).isZero();
        assertThat(shop.load(DAY).receipt()).contains("\"status\":\"unchanged\"");
        assertThat(shop.schemas()).containsExactly("northwind", "northwind_2024_01_20");
    }

    @Test
    void theViewsSchemaThatWasDroppedIsMadeAgain() {
        Shop shop = new Shop(folder);
        shop.loaded(DAY);
        shop.warehouse.execute("DROP SCHEMA northwind CASCADE");

        Run again = shop.load(DAY);

        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(again.receipt()).contains("\"views_moved\":\"true\"");
        assertThat(shop.shown()).containsExactly("1");
    }

    @Test
    void tablesWithoutColumnsHaveViewsToo() {
        Shop shop = new Shop(folder);
        shop.source.execute("CREATE TABLE nothing ()");

        shop.loaded(DAY);
        shop.loaded("2024-01-21");

        assertThat(shop.warehouse.query("SELECT count(*) FROM northwind.nothing"))
                .containsExactly("0");
        assertThat(shop.warehouse.query("SELECT count(*) FROM pg_views WHERE schemaname = 'northwind'"))
                .containsExactly("4");
    }
}
