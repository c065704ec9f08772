package dev.daybook.loadpostgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.Run;
import dev.daybook.loadpostgres.Shop;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A schema's name is no proof of who made it: what is not the load's is neither dropped nor renamed. */
class SchemaOriginTest {

    private static final String DAY = "2024-01-20";
    private static final String SCHEMA = "northwind_2024_01_20";
    private static final String RENAME = "; nothing was changed; rename it with ALTER SCHEMA \"northwind_2024_01_20\""
            + " RENAME TO ..., or drop it, then run again; --take-over replaces it all the same";

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void makeShop() {
        shop = new Shop(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE TABLE %s.mine AS SELECT 1 AS one, table %s.mine",
        "CREATE VIEW %s.mine AS SELECT 1 AS one, view %s.mine",
        "CREATE FUNCTION %s.mine() RETURNS int LANGUAGE sql AS 'SELECT 1', function %s.mine()",
        "CREATE SEQUENCE %s.mine, sequence %s.mine",
        "CREATE TYPE %s.mine AS (one int), type %s.mine",
        "CREATE TYPE %s.mine AS ENUM ('one'), type %s.mine",
        "CREATE MATERIALIZED VIEW %s.mine AS SELECT 1 AS one, materialized view %s.mine"
    })
    void anObjectOfSomebodysOwnKeepsTheDay(String create, String described) {
        Clock lastMonth = Clock.offset(Clock.systemUTC(), Duration.ofDays(-30));
        shop.extract(DAY);
        assertThat(shop.loadAt(lastMonth, DAY).exitCode()).isZero();
        shop.warehouse.execute(create.replace("%s", SCHEMA));
        String holds = "it holds what Daybook did not make: " + described.replace("%s", SCHEMA);
        String advice = "move that to a schema of its own with ALTER ... SET SCHEMA, or drop it";
        String refusal = "schema " + SCHEMA + ": " + holds + "; nothing was changed; " + advice
                + ", then run again; --take-over replaces it all the same";
        shop.sell(2);
        shop.extract(DAY);

        Run replaced = shop.load(DAY);
        Run retired = shop.load(DAY, "retire");
        shop.loaded("2024-01-21");
        Run expired = shop.load("2024-01-21", "--keep-days", "1");

        assertThat(replaced.exitCode()).as(replaced.log()).isEqualTo(78);
        assertThat(replaced.message()).isEqualTo(refusal);
        assertThat(retired.exitCode()).isEqualTo(78);
        assertThat(retired.message()).isEqualTo(refusal);
        assertThat(expired.exitCode()).as(expired.log()).isZero();
        assertThat(expired.receipt())
                .contains("schema " + SCHEMA + " is older than --keep-days, but stays: " + holds + "; " + advice);
        assertThat(shop.schemas()).containsExactly("northwind", SCHEMA, "northwind_2024_01_21");
        assertThat(shop.warehouse.query("SELECT order_id FROM " + SCHEMA + ".orders"))
                .containsExactly("1");
        assertThat(shop.warehouse.query("SELECT count(*) FROM daybook.load_ledger"))
                .containsExactly("2");
    }

    @Test
    void aSchemaThatWasThereBeforeIsNotReplaced() {
        shop.warehouse.execute("CREATE SCHEMA " + SCHEMA, "CREATE TABLE " + SCHEMA + ".orders (mine int)");
        shop.extract(DAY);

        Run refused = shop.load(DAY);

        assertThat(refused.exitCode()).as(refused.log()).isEqualTo(78);
        assertThat(refused.message())
                .isEqualTo("schema " + SCHEMA
                        + ": it has the name of a schema of northwind and no mark that Daybook made it" + RENAME);
        assertThat(shop.warehouse.query("SELECT mine FROM " + SCHEMA + ".orders"))
                .isEmpty();
    }

    @Test
    void aSchemaThatTookTheDaysPlaceIsNotTheDay() {
        shop.loaded(DAY);
        shop.warehouse.execute(
                "DROP SCHEMA " + SCHEMA + " CASCADE",
                "CREATE SCHEMA " + SCHEMA,
                "CREATE TABLE " + SCHEMA + ".orders (order_id int, customer_id text, freight numeric)");

        assertThat(shop.load(DAY).message())
                .isEqualTo("schema " + SCHEMA
                        + ": it has the name of a schema of northwind and no mark that Daybook made it" + RENAME);
        assertThat(shop.load(DAY, "retire").exitCode()).isEqualTo(78);
        assertThat(shop.schemas()).contains(SCHEMA);
    }

    @Test
    void aSchemaIsTakenOverWhereThatIsAskedFor() {
        shop.warehouse.execute("CREATE SCHEMA " + SCHEMA, "CREATE TABLE " + SCHEMA + ".orders (mine int)");
        shop.extract(DAY);

        Run run = shop.load(DAY, "--take-over");

        assertThat(run.exitCode()).as(run.log()).isZero();
        String reason = "it has the name of a schema of northwind and no mark that Daybook made it";
        assertThat(run.receipt())
                .contains("\"warnings\":2,")
                .containsPattern("\"schema " + SCHEMA + " was taken over, as --take-over says, and renamed to " + SCHEMA
                        + "__[0-9a-f]{8} to be dropped: " + reason + "\"")
                .containsPattern(
                        "\"schema " + SCHEMA + "__[0-9a-f]{8} was dropped with its tables, as --take-over says,"
                                + " although " + reason + "\"");
        assertThat(shop.schemas()).containsExactly("northwind", SCHEMA);
        assertThat(shop.shown()).containsExactly("1");
        assertThat(shop.load(DAY, "--take-over").receipt()).contains("\"warnings\":0}");
    }

    /** Tables go with the day, and whatever else somebody made keeps what is left of it under a staging name. */
    @ParameterizedTest
    @CsvSource({
        "run, CREATE TABLE %s.mine AS SELECT 1 AS one, false",
        "retire, CREATE TABLE %s.mine AS SELECT 1 AS one, false",
        "run, CREATE FUNCTION %s.mine() RETURNS int LANGUAGE sql AS 'SELECT 1', true",
        "retire, CREATE FUNCTION %s.mine() RETURNS int LANGUAGE sql AS 'SELECT 1', true"
    })
    void aDayWithAnObjectOfSomebodysOwnIsTakenOver(String command, String create, boolean stays) {
        shop.loaded(DAY);
        shop.warehouse.execute(create.replace("%s", SCHEMA));
        shop.sell(2);
        shop.extract(DAY);

        Run run = command.equals("run") ? shop.load(DAY, "--take-over") : shop.load(DAY, "retire", "--take-over");

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.receipt())
                .contains("\"warnings\":2,")
                .contains("schema " + SCHEMA + " was taken over, as --take-over says, and renamed to ")
                .contains(
                        stays
                                ? " stays in spite of --take-over: "
                                : " was dropped with its tables, as --take-over says");
        assertThat(shop.schemas())
                .filteredOn(name -> name.startsWith(SCHEMA + "__"))
                .hasSize(stays ? 1 : 0);
        assertThat(shop.schemas()).filteredOn(SCHEMA::equals).hasSize(command.equals("run") ? 1 : 0);
    }

    @Test
    void onlyTheSchemasOfThePeriodAtHandAreTakenOver() {
        String other = "northwind_2024_01_19__0123abcd";
        shop.warehouse.execute("CREATE SCHEMA " + other, "CREATE SCHEMA " + SCHEMA + "__0123abcd");
        shop.extract(DAY);

        Run run = shop.load(DAY, "--take-over");

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.receipt())
                .contains("schema " + other + " stays: it has the name of a schema of northwind and no mark")
                .contains("schema " + SCHEMA + "__0123abcd was dropped with its tables, as --take-over says");
        assertThat(shop.schemas()).containsExactly("northwind", other, SCHEMA);
    }

    @Test
    void aSchemaNamedLikeABuildStaysAndIsTold() {
        shop.warehouse.execute(
                "CREATE SCHEMA " + SCHEMA + "__0123abcd", "CREATE TABLE " + SCHEMA + "__0123abcd.orders (mine int)");

        shop.extract(DAY);
        Run run = shop.load(DAY);

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.receipt())
                .contains("\"warnings\":1,")
                .contains("schema " + SCHEMA + "__0123abcd stays: it has the name of a schema of northwind and no mark"
                        + " that Daybook made it; rename it with ALTER SCHEMA \\\"" + SCHEMA
                        + "__0123abcd\\\" RENAME TO ..., or drop it");
        assertThat(shop.schemas()).containsExactly("northwind", SCHEMA, SCHEMA + "__0123abcd");
    }

    @Test
    void aWarehouseOfTheVersionBeforeMarksGoesOn() {
        Clock lastMonth = Clock.offset(Clock.systemUTC(), Duration.ofDays(-30));
        for (String date : new String[] {DAY, "2024-01-21", "2024-01-22"}) {
            shop.extract(date);
            assertThat(shop.loadAt(lastMonth, date).exitCode()).isZero();
        }
        shop.warehouse.execute(
                "DROP TABLE daybook.built_schemas",
                "COMMENT ON SCHEMA " + SCHEMA + " IS NULL",
                "COMMENT ON SCHEMA northwind_2024_01_21 IS NULL",
                "COMMENT ON SCHEMA northwind_2024_01_22 IS NULL");
        shop.sell(2);
        shop.extract("2024-01-22");

        Run replaced = shop.load("2024-01-22", "--keep-days", "2");
        Run retired = shop.load("2024-01-21", "retire");

        assertThat(replaced.exitCode()).as(replaced.log()).isZero();
        assertThat(retired.exitCode()).as(retired.log()).isZero();
        assertThat(shop.schemas()).containsExactly("northwind", "northwind_2024_01_22");
        assertThat(shop.shown()).containsExactly("1", "2");
        assertThat(shop.warehouse.query("SELECT period, obj_description('northwind_2024_01_22'::regnamespace)"
                        + " = 'Made by Daybook: load ' || load_id || ' of northwind 2024-01-22'"
                        + " FROM daybook.built_schemas JOIN daybook.load_ledger USING (period, load_id)"))
                .containsExactly("2024-01-22|t");
    }
}
