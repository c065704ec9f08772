package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void makeShop() {
        shop = new Shop(folder);
    }

    @Test
    void aRetiredDayIsGoneAndTheViewsGoBackToTheNewestLeft() {
        shop.loaded("2024-01-20");
        shop.sell(2);
        shop.loaded("2024-01-21");

        Run retired = shop.load("2024-01-21", "retire");

        assertThat(retired.exitCode()).as(retired.log()).isZero();
        assertThat(shop.shown()).containsExactly("1");
        assertThat(shop.schemas()).containsExactly("northwind", "northwind_2024_01_20");
        assertThat(shop.warehouse.query("SELECT event, period FROM daybook.load_history ORDER BY at"))
                .containsExactly("loaded|2024-01-20", "loaded|2024-01-21", "retired|2024-01-21");
        assertThat(shop.load("2024-01-21", "retire").receipt()).contains("\"status\":\"unchanged\"");
        assertThat(shop.load("2024-01-21").exitCode()).isZero();
        assertThat(shop.shown()).containsExactly("1", "2");
    }

    @Test
    void theLastDayRetiredTakesTheViewsWithIt() {
        shop.loaded("2024-01-20");

        assertThat(shop.load("2024-01-20", "retire").exitCode()).isZero();

        assertThat(shop.schemas()).containsExactly("northwind");
        assertThat(shop.warehouse.query("SELECT to_regclass('northwind.orders')"))
                .containsExactly("<null>");
    }

    @Test
    void onlyTheNewestDaysAreKeptAndNoneThatWasLoadedLately() {
        Clock lastMonth = Clock.offset(Clock.systemUTC(), Duration.ofDays(-30));
        for (String date : new String[] {"2024-01-20", "2024-01-21", "2024-01-22"}) {
            shop.extract(date);
            assertThat(shop.loadAt(lastMonth, date).exitCode()).isZero();
        }
        shop.warehouse.execute("CREATE VIEW public.old AS SELECT * FROM northwind_2024_01_21.orders");
        shop.extract("2024-01-19");

        Run run = shop.load("2024-01-19", "--keep-days", "1");

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(shop.schemas())
                .containsExactly("northwind", "northwind_2024_01_19", "northwind_2024_01_21", "northwind_2024_01_22");
        assertThat(run.log())
                .contains("schema northwind_2024_01_21 is older than --keep-days, but stays: public.old depends on it");
        assertThat(shop.warehouse.query("SELECT period FROM daybook.load_ledger ORDER BY 1"))
                .containsExactly("2024-01-19", "2024-01-21", "2024-01-22");
    }

    @Test
    void aTableThatShrankStopsTheLoadWhereThatIsAskedFor() {
        IntStream.rangeClosed(2, 4).forEach(shop::sell);
        shop.loaded("2024-01-20");
        shop.source.execute("DELETE FROM orders WHERE order_id > 1");
        shop.extract("2024-01-21");

        Run refused = shop.load("2024-01-21", "--max-shrink", "70");

        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.message())
                .isEqualTo(
                        "orders has 1 rows, 75.0 % less than the 4 of 2024-01-20; nothing was changed; if that is right,"
                                + " load with a higher --max-shrink");
        assertThat(shop.schemas()).containsExactly("northwind", "northwind_2024_01_20");
        Run allowed = shop.load("2024-01-21", "--max-shrink", "75%");
        assertThat(allowed.exitCode()).isZero();
        assertThat(allowed.receipt()).contains("orders has 1 rows, 75.0 % less than the 4 of 2024-01-20");
    }

    @Test
    void aForeignKeyWithOrphansIsLeftOutOrRefused() {
        shop.files.execute("INSERT INTO order_details VALUES (99, 1, 10), (98, 1, 10)");
        shop.extract("2024-01-20");

        Run refused = shop.load("2024-01-20", "--strict-foreign-keys");

        assertThat(refused.exitCode()).as(refused.log()).isEqualTo(65);
        assertThat(refused.message())
                .isEqualTo("order_details: foreign key (\"order_id\") to orders: 2 rows have no row there; nothing was"
                        + " changed; correct the source and extract again, or load without --strict-foreign-keys");
        assertThat(shop.schemas()).containsExactly("northwind");

        Run loaded = shop.load("2024-01-20");

        assertThat(loaded.exitCode()).isZero();
        assertThat(loaded.receipt()).contains("2 rows have no row there").contains("\"left_out\":\"1\"");
        assertThat(shop.warehouse.query("SELECT left_out FROM daybook.load_ledger"))
                .containsExactly(
                        "{\"order_details: foreign key (\\\"order_id\\\") to orders: 2 rows have no row there\"}");
    }

    @Test
    void keysThatAreNotKeysAreRefusedWithoutValues() {
        shop.lake.postgres(shop.source, "2024-01-20");
        shop.files.execute(
                "ALTER TABLE order_details DROP CONSTRAINT order_details_pkey",
                "INSERT INTO order_details VALUES (1, 1, 10)");
        shop.lake.publish(shop.files, "csv", SourceKind.CSV, "2024-01-20", OptionsTest::withPrimaryKey);

        Run refused = shop.load("2024-01-20");

        assertThat(refused.exitCode()).as(refused.log()).isEqualTo(65);
        assertThat(refused.message())
                .isEqualTo("the warehouse refuses public.order_details of csv, at the primary key (\"order_id\"):"
                        + " could not create unique index \"...\" (SQLSTATE 23505)");
        assertThat(shop.schemas()).containsExactly("northwind");
    }

    private static TableDefinition withPrimaryKey(TableDefinition table) {
        return new TableDefinition(
                table.name(),
                table.target(),
                table.kind(),
                true,
                table.columns(),
                Optional.of(new TableDefinition.Key("", List.of("order_id"), false, false)),
                table.uniqueKeys(),
                table.foreignKeys(),
                table.checks(),
                table.indexes(),
                table.comment(),
                table.leftOut());
    }

    @Test
    void wrongOptionsAreNamedAllAtOnce() {
        Run run = shop.load(
                "2024-01-20",
                "--keep-days=0",
                "--sources=postgres,reports",
                "--max-shrink=lots",
                "--reader-wait=long",
                "--connections=0");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.log()
                        .lines()
                        .filter(line -> line.contains(" ERROR "))
                        .map(line -> line.replaceFirst(".* ERROR ", "")))
                .containsExactlyInAnyOrder(
                        "--sources: the source name 'reports' is reserved for reports; take another one",
                        "--connections: expected a whole number from 1 to 64, found '0'",
                        "--keep-days: expected a whole number from 1, found '0'",
                        "--max-shrink: expected a percentage from 0 to 100, found 'lots'",
                        "--reader-wait: expected a whole number from 1, found 'long'");
    }

    @Test
    void sourceThatIsNamedTwiceIsToldWithTheOtherMistakes() {
        Run run = shop.load("2024-01-20", "--sources=postgres,csv,postgres", "--keep-days=0");

        assertThat(run.message())
                .isEqualTo("--keep-days: expected a whole number from 1, found '0'; --sources: expected each source"
                        + " once, found 'postgres' twice");
    }

    @ParameterizedTest
    @CsvSource({"absent, nothing", "file, a file"})
    void checkNeedsALake(String name, String found) throws IOException {
        Path place = folder.resolve(name);
        Files.writeString(folder.resolve("file"), "mine");

        Run run = Run.of(shop.warehouse, new SmallLake(place), "2024-01-20", "check");

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.message())
                .isEqualTo("the lake " + place + ": expected a folder, found " + found + "; name it with --lake");
    }

    @Test
    void checkSaysWhetherTheLoadCouldRun() {
        assertThat(shop.load("2024-01-20", "check").exitCode()).isZero();

        Run unknown = shop.load("2024-01-20", "check", "--grant-to", "nobody_at_all");
        assertThat(unknown.exitCode()).isEqualTo(77);
        assertThat(unknown.message()).isEqualTo("--grant-to: the warehouse has no role 'nobody_at_all'");
        assertThat(shop.warehouse.query("SELECT to_regnamespace('daybook')")).containsExactly("<null>");
    }
}
