package dev.daybook.loadpostgres.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.Run;
import dev.daybook.loadpostgres.Shop;
import dev.daybook.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that were there and are not there now: the source is the wrong database, or they are gone for good. */
class MissingTablesTest {

    private static final String FIRST = "2024-01-20";
    private static final String SECOND = "2024-01-21";

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void loadADay() {
        shop = new Shop(folder);
        shop.source.execute("CREATE TABLE extra (id int)", "CREATE TABLE \"old.Prices\" (id int)");
        shop.loaded(FIRST);
    }

    private void dropExtras() {
        shop.source.execute("DROP TABLE extra", "DROP TABLE \"old.Prices\"");
        shop.extract(SECOND);
    }

    @Test
    void aTableThatIsGoneIsRefusedUnlessItIsNamed() {
        dropExtras();

        Run refused = shop.load(SECOND, "--allow-missing", "extra");

        assertThat(refused.exitCode()).as(refused.log()).isEqualTo(78);
        assertThat(refused.message())
                .isEqualTo("2024-01-20 has 1 table that the extracts of 2024-01-21 have not: old.Prices; nothing was"
                        + " changed; look whether the extract read the right database; if they are gone for good, load"
                        + " with --allow-missing old.Prices");
        assertThat(shop.schemas()).containsExactly("northwind", "northwind_2024_01_20");
        assertThat(shop.warehouse.query("SELECT count(*) FROM northwind.extra")).containsExactly("0");

        Run allowed = shop.load(SECOND, "--allow-missing", "old.*,extra");

        assertThat(allowed.exitCode()).as(allowed.log()).isZero();
        assertThat(allowed.receipt())
                .contains("\"2024-01-20 has 2 tables that the extracts of 2024-01-21 have not: extra, old.Prices\"");
        assertThat(shop.warehouse.query("SELECT to_regclass('northwind.extra')"))
                .containsExactly("<null>");
    }

    @Test
    void whatAnEarlierLoadOfThePeriodWasAllowedIsAccepted() {
        dropExtras();
        assertThat(shop.load(SECOND, "--allow-missing=*").exitCode()).isZero();
        shop.sell(2);
        shop.extract(SECOND);

        Run again = shop.load(SECOND);

        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(shop.shown()).containsExactly("1", "2");
    }

    @Test
    void anotherDatabaseWithoutTablesLeavesTheViewsWhereTheyAre() {
        shop.lake.postgres(PostgresServer.shared().createDatabase(), SECOND);

        Run refused = shop.load(SECOND, "--sources=postgres", "--max-shrink=10");

        assertThat(refused.exitCode()).as(refused.log()).isEqualTo(78);
        assertThat(refused.message())
                .isEqualTo("the extracts of 2024-01-21 hold no tables at all: postgres has 0; nothing was changed; look"
                        + " whether the extract read the right database and its --include; if a day without tables is"
                        + " right, load with --allow-missing '*'");
        assertThat(shop.shown()).containsExactly("1");

        Run allowed = shop.load(SECOND, "--sources=postgres", "--allow-missing=*");

        assertThat(allowed.exitCode()).as(allowed.log()).isZero();
        assertThat(allowed.receipt())
                .contains("the extracts of 2024-01-21 hold no tables at all: postgres has 0")
                .contains("2024-01-20 has 5 tables that the extracts of 2024-01-21 have not: customers, extra,"
                        + " old.Prices, order_details, orders");
    }

    @Test
    void whatAPeriodWasAllowedToLackIsNotAskedAgainByMaxShrink() {
        dropExtras();

        assertThat(shop.load(SECOND, "--max-shrink=50").exitCode()).isEqualTo(78);
        Run allowed = shop.load(SECOND, "--max-shrink=50", "--allow-missing=public.extra,public.\"old.Prices\"");
        shop.sell(2);
        shop.extract(SECOND);
        Run again = shop.load(SECOND, "--max-shrink=50");

        assertThat(allowed.exitCode()).as(allowed.log()).isZero();
        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(shop.shown()).containsExactly("1", "2");
    }

    @Test
    void allTablesOfOneSchemaAreNotEverything() {
        shop.lake.postgres(PostgresServer.shared().createDatabase(), SECOND);

        assertThat(shop.load(SECOND, "--sources=postgres", "--allow-missing=public.*")
                        .exitCode())
                .isEqualTo(78);
        assertThat(shop.load(SECOND, "--sources=postgres", "--allow-missing=*.*")
                        .exitCode())
                .isZero();
    }

    @Test
    void manyMissingTablesAreCounted() {
        for (int i = 10; i < 22; i++) {
            shop.source.execute("CREATE TABLE t" + i + " (id int)");
        }
        shop.loaded(SECOND);
        for (int i = 10; i < 22; i++) {
            shop.source.execute("DROP TABLE t" + i);
        }
        shop.extract("2024-01-22");

        assertThat(shop.load("2024-01-22").message())
                .startsWith(
                        "2024-01-21 has 12 tables that the extracts of 2024-01-22 have not: t10, t11, t12, t13, t14,"
                                + " t15, t16, t17, t18, t19 and 2 more; nothing was changed;");
    }
}
