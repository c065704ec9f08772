package dev.daybook.extractpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.daybook.lake.Lake;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.publish.Publication;
import dev.daybook.task.AsOf;
import dev.daybook.task.Period;
import dev.daybook.task.RunId;
import dev.daybook.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes to the lake, and what a second run does. */
class ExtractPostgresTest {

    private static final Period TODAY = Period.day(LocalDate.now(ZoneOffset.UTC));

    @TempDir
    private Path directory;

    private Extraction extraction;

    @BeforeEach
    void createSource() {
        extraction = new Extraction(PostgresServer.shared().createDatabase(), directory.resolve("lake"));
        extraction
                .database()
                .execute(
                        "CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL)",
                        "CREATE TABLE orders (id bigint PRIMARY KEY, customer int REFERENCES customers,"
                                + " amount numeric(10,2))",
                        "CREATE TABLE nothing_yet (id int, at timestamptz)",
                        "INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, 100) n",
                        "INSERT INTO orders SELECT n, n % 100 + 1, n / 100.0 FROM generate_series(1, 5000) n");
    }

    @Test
    void everyTableIsPublishedWithItsRowsAndDefinition() {
        Extraction.Ended ended = extraction.run();

        assertThat(ended.exitCode()).as("%s", ended.log()).isZero();
        assertThat(ended.receipt()).contains("\"status\":\"done\"", "\"datasets\":3", "\"rows\":5100");
        assertThat(extraction.manifest().datasets())
                .extracting(
                        dataset -> dataset.table().dataset(),
                        dataset -> dataset.content().rows())
                .containsExactly(
                        tuple("public.customers", 100L),
                        tuple("public.nothing_yet", 0L),
                        tuple("public.orders", 5000L));
        assertThat(extraction.dataset("public.orders").table().foreignKeys()).hasSize(1);
        assertThat(extraction.manifest().identity())
                .containsEntry("database", extraction.database().name())
                .containsEntry("standby", "false")
                .containsKeys("server_version", "snapshot", "lsn", "visible");
    }

    @Test
    void anEmptyTableHasAnEmptyTypedFile() {
        extraction.run();

        Manifest.Dataset empty = extraction.dataset("public.nothing_yet");
        assertThat(empty.files()).hasSize(1);
        assertThat(empty.table().columns()).extracting(column -> column.name()).containsExactly("id", "at");
        assertThat(DuckDb.query("SELECT count(*), typeof(min(id)), typeof(min(\"at\")) FROM "
                        + DuckDb.parquet(extraction.files("public.nothing_yet"))))
                .containsExactly("0|INTEGER|TIMESTAMP WITH TIME ZONE");
    }

    @Test
    void aTableWithoutColumnsIsCountedAndHasNoFile() {
        extraction
                .database()
                .execute(
                        "CREATE TABLE ticks ()",
                        "INSERT INTO ticks DEFAULT VALUES",
                        "INSERT INTO ticks DEFAULT VALUES");

        assertThat(extraction.run().exitCode()).isZero();

        assertThat(extraction.dataset("public.ticks").content().rows()).isEqualTo(2);
        assertThat(extraction.dataset("public.ticks").files()).isEmpty();
    }

    @Test
    void partitionsAreReadOneByOneAndPublishedAsTheirParent() {
        extraction
                .database()
                .execute(
                        "CREATE TABLE days (day date NOT NULL, n int) PARTITION BY RANGE (day)",
                        "CREATE TABLE days_old PARTITION OF days FOR VALUES FROM (MINVALUE) TO ('2024-01-01')",
                        "CREATE TABLE days_new PARTITION OF days FOR VALUES FROM ('2024-01-01') TO (MAXVALUE)"
                                + " PARTITION BY RANGE (day)",
                        "CREATE TABLE days_new_all PARTITION OF days_new DEFAULT",
                        "CREATE TABLE no_leaves (id int) PARTITION BY LIST (id)",
                        "INSERT INTO days SELECT date '2023-12-01' + n, n FROM generate_series(1, 100) n");

        assertThat(extraction.run().exitCode()).isZero();

        Manifest.Dataset days = extraction.dataset("public.days");
        assertThat(days.content().rows()).isEqualTo(100);
        assertThat(days.files()).hasSize(2);
        assertThat(days.table().kind()).isEqualTo(TableKind.PARTITIONED_TABLE);
        assertThat(extraction.dataset("public.no_leaves").content().rows()).isZero();
        assertThat(extraction.dataset("public.no_leaves").files()).hasSize(1);
        assertThat(extraction.manifest().datasets()).hasSize(5);
    }

    @Test
    void aParentOfInheritanceIsReadWithoutItsChildrenAndSaysSo() {
        extraction
                .database()
                .execute(
                        "CREATE TABLE parent (id int)",
                        "CREATE TABLE child () INHERITS (parent)",
                        "CREATE TABLE grandchild () INHERITS (child)",
                        "CREATE TABLE other_parent (id int)",
                        "CREATE TABLE \"of both\" () INHERITS (parent, other_parent)",
                        "INSERT INTO parent VALUES (1)",
                        "INSERT INTO child VALUES (2), (3)",
                        "INSERT INTO grandchild VALUES (4)");

        assertThat(extraction.run().exitCode()).isZero();

        assertThat(extraction.dataset("public.parent").content().rows()).isEqualTo(1);
        assertThat(extraction.dataset("public.child").content().rows()).isEqualTo(2);
        assertThat(extraction.dataset("public.grandchild").content().rows()).isEqualTo(1);
        assertThat(extraction.dataset("public.parent").table().leftOut())
                .containsExactly("rows of the tables that inherit from it, which are there only: public.child,"
                        + " public.grandchild, public.\"of both\"");
        assertThat(extraction.dataset("public.other_parent").table().leftOut())
                .containsExactly("rows of the tables that inherit from it, which are there only: public.\"of both\"");
        assertThat(extraction.dataset("public.grandchild").table().leftOut()).isEmpty();
    }

    @Test
    void partitionsAreNothingThatAPartitionedTableLacks() {
        extraction
                .database()
                .execute(
                        "CREATE TABLE days (day date) PARTITION BY RANGE (day)",
                        "CREATE TABLE all_days PARTITION OF days DEFAULT");

        extraction.run();

        assertThat(extraction.dataset("public.days").table().leftOut()).isEmpty();
    }

    @Test
    void viewsAreReadOnlyWhenNamedAndRecordedAsNotConsistent() {
        extraction
                .database()
                .execute(
                        "CREATE VIEW dear AS SELECT * FROM orders WHERE amount > 49",
                        "CREATE MATERIALIZED VIEW many AS SELECT count(*) AS n FROM orders");

        extraction.run();
        assertThat(extraction.manifest().datasets()).hasSize(3);

        assertThat(extraction
                        .run("--include", "public.dear", "--include", "public.many", "--allow-missing", "*")
                        .exitCode())
                .isZero();
        assertThat(extraction.manifest().datasets()).hasSize(2);
        assertThat(extraction.dataset("public.dear").table().consistent()).isFalse();
        assertThat(extraction.dataset("public.dear").content().rows()).isEqualTo(100);
        assertThat(extraction.dataset("public.many").content().rows()).isEqualTo(1);
    }

    @Test
    void theSameContentLeavesWhatIsPublished() {
        extraction.run();
        Manifest first = extraction.manifest();

        Extraction.Ended second = extraction.run("--connections", "1", "--compression", "snappy");

        assertThat(second.exitCode()).isZero();
        assertThat(second.receipt()).contains("\"status\":\"unchanged\"");
        assertThat(extraction.manifest()).isEqualTo(first);
    }

    @Test
    void changedContentReplacesWhatIsPublished() {
        extraction.run();
        extraction.database().execute("UPDATE orders SET amount = amount + 1 WHERE id = 7");

        Extraction.Ended second = extraction.run();

        assertThat(second.receipt()).contains("\"status\":\"done\"");
        assertThat(DuckDb.query(
                        "SELECT amount FROM " + DuckDb.parquet(extraction.files("public.orders")) + " WHERE id = 7"))
                .containsExactly("1.07");
    }

    @Test
    void anExtractOfTodayIsMarkedAsTakenBeforeTheDaysEnd() {
        assertThat(extraction.forPeriod(TODAY).run().receipt()).contains("\"intraday\"");
    }

    @Test
    void aFirstLateExtractIsAllowedWithOneWarning() {
        Period longAgo = Period.day(LocalDate.of(2020, 2, 29));

        Extraction.Ended ended = extraction.forPeriod(longAgo).run();

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.line("the first extract of 2020-02-29 is late"))
                .contains("it holds the source's state of "
                        + extraction.manifest().asOf().time() + ", not that of the period's end");
        assertThat(extraction.manifest().warnings()).hasSize(1);
        extraction.database().execute("DELETE FROM orders WHERE id = 1");
        assertThat(extraction.run().log()).noneMatch(line -> line.contains("is late"));
    }

    @Test
    void aLateExtractDoesNotReplaceTheOneTakenWhenTheDayClosed() {
        Period longAgo = Period.day(LocalDate.of(2020, 2, 29));
        Instant closing = longAgo.end().plusSeconds(600);
        extraction.forPeriod(longAgo).run();
        publishAgainAsOf(closing);
        extraction.database().execute("DELETE FROM orders WHERE id = 1");

        Extraction.Ended late = extraction.run();

        assertThat(late.exitCode()).isZero();
        assertThat(late.receipt()).contains("\"status\":\"kept\"");
        assertThat(late.line("stays"))
                .endsWith("the closing extract of 2020-03-01T00:10:00Z stays, as that state cannot be had again;"
                        + " to replace it with the source's state of now use --replace");
        assertThat(extraction.manifest().asOf().time()).isEqualTo(closing);

        assertThat(extraction.run("--replace").receipt()).contains("\"status\":\"done\"");
        assertThat(extraction.dataset("public.orders").content().rows()).isEqualTo(4999);
    }

    /** Publishes an extract of one empty table as if it had been taken at that time. */
    private void publishAgainAsOf(Instant time) {
        TableDefinition table = extraction.dataset("public.nothing_yet").table();
        try (Publication publication =
                Lake.at(extraction.lake()).begin(extraction.key(), RunId.create(time), WriterSettings.DEFAULT)) {
            publication.dataset(table).finish(ContentHash.EMPTY, 0);
            publication.publish(
                    new Publication.Description(
                            SourceKind.POSTGRES,
                            "test",
                            AsOf.of(extraction.key().period(), time),
                            true,
                            Map.of(),
                            List.of(),
                            "extract less"),
                    true);
        }
    }

    @Test
    void checkListsWhatItWouldReadAndWritesNothing() {
        Extraction.Ended ended = extraction.check();

        assertThat(ended.exitCode()).as("%s", ended.log()).isZero();
        assertThat(ended.line("would read public.orders")).isNotEmpty();
        assertThat(extraction.isPublished()).isFalse();
    }
}
