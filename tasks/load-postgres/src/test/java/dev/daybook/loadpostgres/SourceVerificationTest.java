package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.task.run.Surroundings;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify --against source} tells apart: the same, changed at the source since, and everything else. */
class SourceVerificationTest {

    private static final String DAY = "2024-01-20";

    @TempDir
    private Path folder;

    private final TestDatabase source = PostgresServer.shared().createDatabase();
    private final TestDatabase warehouse = PostgresServer.shared().createDatabase();
    private SmallLake lake;

    @BeforeEach
    void aSourceWithOrders() {
        lake = new SmallLake(folder);
        source.execute(
                "CREATE TABLE orders (id int PRIMARY KEY, freight numeric(10,2), note text)",
                "INSERT INTO orders SELECT n, n * 1.5, 'note ' || n FROM generate_series(1, 100) n");
    }

    private void load() {
        lake.postgres(source, DAY);
        Run run = Run.of(warehouse, lake, DAY, "--sources", "postgres");
        assertThat(run.exitCode()).as(run.log()).isZero();
    }

    private Run verify(TestDatabase against) {
        Map<String, String> environment = new HashMap<>(Run.environment(warehouse.url(), warehouse));
        environment.put("SOURCE_DB_URL", against.url());
        environment.put("SOURCE_DB_USER", against.user());
        environment.put("SOURCE_DB_PASSWORD", against.password());
        environment.put("DAYBOOK_PROGRESS", "none");
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        List<String> arguments = List.of(
                "verify",
                "--against",
                "source",
                "--pipeline",
                "northwind",
                "--date",
                DAY,
                "--sources",
                "postgres",
                "--lake",
                lake.root().toString());
        int exitCode = LoadPostgresMain.program()
                .run(arguments, new Surroundings(environment, Clock.systemUTC(), stdout, stderr));
        return new Run(exitCode, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
    }

    private Run verify() {
        return verify(source);
    }

    @Test
    void theSameRowsAreTheSame() {
        load();

        Run run = verify();

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.log()).contains("same orders: 100 rows");
        assertThat(run.receipt()).contains("\"command\":\"verify\"", "\"rows\":100", "\"warnings\":0");
    }

    @Test
    void aValueThatChangedInTheWarehouseIsFoundByItsRowsPlaceAndNotShown() {
        load();
        warehouse.execute("UPDATE northwind_2024_01_20.orders SET note = 'hidden' WHERE id = 7");

        Run run = verify();

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.message())
                .isEqualTo("orders: 1 rows of the source are not in the day, at the source's (0,7);"
                        + " retire 2024-01-20, then load it again");
        assertThat(run.log() + run.receipt()).doesNotContain("hidden", "note 7");
    }

    @Test
    void rowsThatChangedAtTheSourceSinceTheExtractAreToldAndAreNoFault() {
        load();
        source.execute(
                "INSERT INTO orders VALUES (101, 1, 'new'), (102, 2, 'new')",
                "UPDATE orders SET note = 'changed' WHERE id = 1",
                "DELETE FROM orders WHERE id IN (2, 3)");

        Run run = verify();

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.log())
                .contains("orders: changed at the source since the extract: 3 rows new, 3 rows gone;"
                        + " all others are the same");
        assertThat(run.receipt()).contains("\"warnings\":1");
    }

    @Test
    void changesAtTheSourceDoNotHideALostRow() {
        load();
        source.execute("UPDATE orders SET note = 'changed' WHERE id > 50", "VACUUM FREEZE orders");
        warehouse.execute("UPDATE northwind_2024_01_20.orders SET freight = NULL WHERE id = 7");

        Run run = verify();

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.message()).startsWith("orders: 1 rows of the source are not in the day, at the source's (0,7)");
    }

    @Test
    void aRowTooManyInTheDayIsFound() {
        load();
        warehouse.execute("INSERT INTO northwind_2024_01_20.orders VALUES (999, 1, 'extra')");

        Run run = verify();

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.message())
                .isEqualTo("orders: the day has 101 rows, the extract had 100; retire 2024-01-20, then load it again");
    }

    @Test
    void aTableThatTheDayHasLostIsFound() {
        load();
        warehouse.execute("DROP TABLE northwind_2024_01_20.orders CASCADE");

        assertThat(verify().message())
                .isEqualTo("orders: the day lacks the table; retire 2024-01-20, then load it again");
    }

    @Test
    void whatRanInASubtransactionDuringTheExtractIsNewer() throws SQLException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO orders VALUES (201, 1, 'outer')");
            statement.execute("SAVEPOINT inner_one");
            statement.execute("INSERT INTO orders VALUES (202, 1, 'inner')");
            source.execute("INSERT INTO orders VALUES (203, 1, 'another transaction, ended before')");
            load();
            connection.commit();
        }

        Run run = verify();

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.log()).contains("orders: changed at the source since the extract: 2 rows new, 0 rows gone");
    }

    @Test
    void anExtractWithoutASnapshotCannotTellChangesApart() {
        lake.recordNoSnapshot();
        load();
        source.execute("INSERT INTO orders VALUES (101, 1, 'new')");

        Run run = verify();

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.message())
                .isEqualTo(
                        "orders: 1 rows of the source are not in the day, at the source's (0,101) (the extract does not"
                                + " record its snapshot, so rows that changed since cannot be told apart); retire 2024-01-20, then load it again");
    }

    @Test
    void whatTheSourceDroppedIsToldAndNotCompared() {
        source.execute("CREATE TABLE gone (id int)", "INSERT INTO gone VALUES (1)");
        load();
        source.execute("DROP TABLE gone", "ALTER TABLE orders DROP COLUMN note");

        Run run = verify();

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.log())
                .contains(
                        "gone: the source has no table public.gone any more, so its rows are not compared",
                        "orders: the source has no column note any more, so it is not compared",
                        "same orders: 100 rows");
    }

    @Test
    void typesInTextFormAndDeclaredTypesAreNoFalseAlarm() {
        source.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'so so')",
                "CREATE DOMAIN amount AS numeric(8,3)",
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE TABLE kinds (c char(5), i inet, v interval, m mood, a amount, p pair, n numeric, l numeric[],"
                        + " k int[], f float8, b bytea, x xml, t timestamptz, d date, o \"char\", none text)",
                "INSERT INTO kinds VALUES ('ab', '10.0.0.1', '1 mon -1 day', 'so so', 1.5, '(1,\"a \"\"b\")', 1.5,"
                        + " '{1.5,NULL,2.25}', '{{1,2},{3,4}}', '-0', '\\x00ff', '<a/>', 'infinity', '4713-01-01 BC',"
                        + " 'x', NULL)",
                "INSERT INTO kinds (c) VALUES (''), (NULL)");
        lake.declare("public.kinds.n=decimal(20,6)", "public.kinds.k=text");
        load();

        Run run = verify();

        assertThat(run.exitCode()).as(run.log()).isZero();
        assertThat(run.log()).contains("same kinds: 3 rows");
    }

    @Test
    void partitionsAreComparedAsOneTableAndNamedWhereARowIsLost() {
        source.execute(
                "CREATE TABLE parts (id int, note text) PARTITION BY LIST (id)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1)",
                "CREATE TABLE parts_2 PARTITION OF parts FOR VALUES IN (2)",
                "INSERT INTO parts VALUES (1, 'a'), (2, 'b')");
        load();
        warehouse.execute("UPDATE northwind_2024_01_20.parts SET note = 'c' WHERE id = 2");

        assertThat(verify().message())
                .isEqualTo("parts: 1 rows of the source are not in the day, at the source's public.parts_2 (0,1);"
                        + " retire 2024-01-20, then load it again");
    }

    @Test
    void anotherDatabaseIsNotTheSource() {
        load();

        Run run = verify(warehouse);

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.message())
                .isEqualTo("SOURCE_DB_URL: expected database '" + source.name()
                        + "', of which the extract was taken, found '" + warehouse.name() + "'");
    }

    @Test
    void filesCannotBeAskedForTheirRows() {
        lake.csv(source, DAY);
        lake.postgres(source, "2024-01-19");
        Run run = Run.of(warehouse, lake, DAY, "verify", "--against", "source", "--sources", "csv");

        assertThat(run.exitCode()).isEqualTo(78);
    }
}
