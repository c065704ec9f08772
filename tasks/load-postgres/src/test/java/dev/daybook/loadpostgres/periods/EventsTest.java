package dev.daybook.loadpostgres.periods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.loadpostgres.Run;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source whose data comes a period at a time: clicks by the hour. */
class EventsTest {

    private static final String SEVEN = "2024-01-20T07";
    private static final String EIGHT = "2024-01-20T08";
    private static final String NEXT_DAY = "2024-01-21T00";

    @TempDir
    private Path folder;

    private Clicks clicks;
    private TestDatabase source;
    private TestDatabase warehouse;

    @BeforeEach
    void makeSource() {
        clicks = new Clicks(folder);
        source = clicks.source;
        warehouse = clicks.warehouse;
    }

    private List<String> partitions() {
        return warehouse.query("SELECT inhrelid::regclass::text FROM pg_inherits ORDER BY 1");
    }

    @Test
    void hoursInAnyOrderLieInPartitionsOfTheirDays() {
        clicks.extract(NEXT_DAY, 100, 100);
        clicks.extract(EIGHT, 4, 5);
        clicks.extract(SEVEN, 1, 3);
        for (String period : List.of(NEXT_DAY, EIGHT, SEVEN)) {
            clicks.loaded(period);
        }

        assertThat(clicks.shown()).containsExactly("20 07|3|6", "20 08|2|9", "21 00|1|100");
        assertThat(partitions())
                .containsExactly("northwind_periods.clicks_2024_01_20", "northwind_periods.clicks_2024_01_21");
        assertThat(warehouse.query("SELECT * FROM northwind.clicks WHERE id = 4"))
                .containsExactly("2024-01-20 08:00:00+00|4|4.50|{a,NULL}|page 4");
        assertThat(warehouse.query("SELECT part, period, schema_name, rows FROM daybook.load_ledger ORDER BY period"))
                .containsExactly(
                        "weblog|2024-01-20T07|northwind_periods|3",
                        "weblog|2024-01-20T08|northwind_periods|2",
                        "weblog|2024-01-21T00|northwind_periods|1");
        assertThat(warehouse.query("SELECT period, dataset, accepted FROM daybook.dataset_log ORDER BY 1"))
                .containsExactly("2024-01-20T07|clicks|3", "2024-01-20T08|clicks|2", "2024-01-21T00|clicks|1");
        assertThat(clicks.load(SEVEN).receipt()).contains("\"status\":\"unchanged\"");
    }

    @Test
    void anHourIsReplacedInsideItsDayWhileSomebodyReads() throws SQLException {
        clicks.loaded(SEVEN, 1, 3);
        clicks.loaded(EIGHT, 4, 5);
        clicks.extract(SEVEN, 2, 2);
        clicks.extract(NEXT_DAY, 100, 100);
        try (Connection reader = warehouse.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT count(*) FROM northwind.clicks").close();

            clicks.loaded(SEVEN);
            clicks.loaded(NEXT_DAY);
        }
        assertThat(clicks.shown()).containsExactly("20 07|1|2", "20 08|2|9", "21 00|1|100");
        assertThat(warehouse.query("SELECT event FROM daybook.load_history WHERE period = '2024-01-20T07' ORDER BY at"))
                .containsExactly("loaded", "replaced");
    }

    @Test
    void twoHoursOfANewDayAtOnceBothEndWell() throws Exception {
        clicks.loaded(NEXT_DAY, 1, 1);
        clicks.extract(SEVEN, 1, 3);
        clicks.extract(EIGHT, 4, 5);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Run>> loads = List.of(() -> clicks.load(SEVEN), () -> clicks.load(EIGHT));
            for (Future<Run> run : threads.invokeAll(loads)) {
                assertThat(run.get().exitCode()).as(run.get().log()).isZero();
            }
        }
        assertThat(clicks.shown()).containsExactly("20 07|3|6", "20 08|2|9", "21 00|1|1");
    }

    @Test
    void rowsThatSomebodyDeletedComeAgain() {
        clicks.loaded(SEVEN, 1, 3);
        warehouse.execute("DELETE FROM northwind_periods.clicks WHERE id = 2");

        clicks.loaded(SEVEN);

        assertThat(clicks.shown()).containsExactly("20 07|3|6");
    }

    @Test
    void columnsComeAndGoAndBecomeWider() {
        clicks.loaded(SEVEN, 1, 1);
        source.execute(
                "ALTER TABLE clicks DROP COLUMN tags, ADD COLUMN agent text, ALTER COLUMN id TYPE bigint,"
                        + " ALTER COLUMN price TYPE numeric(12,4)",
                "UPDATE clicks SET id = 5000000000, price = 1.2345, agent = 'curl'");
        clicks.extract(EIGHT);
        warehouse.execute("DROP ROLE IF EXISTS clicks_reader", "CREATE ROLE clicks_reader");
        warehouse.execute("GRANT SELECT ON northwind.clicks TO clicks_reader");

        clicks.loaded(EIGHT);

        assertThat(warehouse.query(
                        "SELECT logical_date, id, price, tags, page, agent FROM northwind.clicks ORDER BY 1"))
                .containsExactly(
                        "2024-01-20 07:00:00+00|1|1.5000|{a,NULL}|page 1|<null>",
                        "2024-01-20 08:00:00+00|5000000000|1.2345|<null>|page 1|curl");
        assertThat(warehouse.query("SELECT has_table_privilege('clicks_reader', 'northwind.clicks', 'SELECT')"))
                .containsExactly("t");
        warehouse.execute("DELETE FROM northwind_periods.clicks WHERE id = 1");
        clicks.loaded(SEVEN); // an extract of before the columns became wider
        assertThat(warehouse.query("SELECT id, price FROM northwind.clicks ORDER BY 1"))
                .containsExactly("1|1.5000", "5000000000|1.2345");
        warehouse.execute("DROP OWNED BY clicks_reader", "DROP ROLE clicks_reader");
    }

    @Test
    void aColumnOfATypeThatHoldsLessIsRefusedWithTheStatements() {
        clicks.loaded(SEVEN, 1, 1);
        source.execute("ALTER TABLE clicks ALTER COLUMN page TYPE int USING 1");
        clicks.extract(EIGHT);

        Run run = clicks.load(EIGHT);

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.message())
                .isEqualTo("\"northwind_periods\".\"clicks\": column page is character varying(20) there and integer in"
                        + " the extract, which does not hold all that is there; nothing was changed; extract it in the"
                        + " type that is there, or run DROP VIEW \"northwind\".\"clicks\"; ALTER TABLE"
                        + " \"northwind_periods\".\"clicks\" ALTER COLUMN \"page\" TYPE integer and then this again");
    }

    @Test
    void aNameThatPartitionsCannotBeNamedAfterIsRefused() {
        source.execute("CREATE TABLE clicks_2024_01_20 (id int)");
        clicks.extract(SEVEN);

        Run run = clicks.load(SEVEN);

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.message())
                .isEqualTo(
                        "names of tables in the warehouse: clicks_2024_01_20: expected a name that does not end like a"
                                + " day, which is how the partitions of a table end; extract them as other names");
    }

    @Test
    void aRoleMayReadAllOfIt() {
        warehouse.execute("DROP ROLE IF EXISTS clicks_analyst", "CREATE ROLE clicks_analyst");
        clicks.extract(SEVEN, 1, 1);

        clicks.loaded(SEVEN, "--grant-to", "clicks_analyst");

        assertThat(warehouse.query("SELECT bool_and(has_table_privilege('clicks_analyst', c.oid, 'SELECT')), count(*)"
                        + " FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v')"
                        + " AND c.relnamespace IN ('northwind'::regnamespace, 'northwind_periods'::regnamespace)"))
                .containsExactly("t|3");
        warehouse.execute("DROP OWNED BY clicks_analyst", "DROP ROLE clicks_analyst");
    }

    @Test
    void whatStandsInTheWayIsNamed() {
        clicks.extract(SEVEN, 1, 1);
        warehouse.execute("CREATE SCHEMA northwind", "CREATE TABLE northwind.clicks (id int)");

        assertThat(clicks.load(SEVEN).message())
                .isEqualTo("northwind.clicks: expected the view of northwind_periods.clicks, found another relation;"
                        + " rename it, or extract the dataset as another name");

        warehouse.execute("DROP TABLE northwind.clicks");
        clicks.loaded(SEVEN);
        clicks.extract("2024-01-21", 2, 2);
        assertThat(clicks.load("2024-01-21").message())
                .isEqualTo(
                        "expected periods of one length, found the hour 2024-01-20T07 of source weblog loaded beside the"
                                + " day 2024-01-21; extract one of them as another --source");
    }
}
