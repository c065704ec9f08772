package dev.daybook.extractpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.task.Period;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that have nothing, or less than the day before: nothing goes missing without a word. */
class MissingTablesTest {

    private static final Period DAY_BEFORE =
            Period.day(LocalDate.now(ZoneOffset.UTC).minusDays(2));

    @TempDir
    private Path directory;

    private TestDatabase database;
    private Extraction extraction;

    @BeforeEach
    void createDatabase() {
        database = PostgresServer.shared().createDatabase();
        extraction = new Extraction(database, directory.resolve("lake"));
    }

    /** Publishes orders and customers for the day before. */
    private void extractTwoTables() {
        database.execute("CREATE TABLE orders (id int)", "CREATE TABLE customers (id int)");
        assertThat(extraction.forPeriod(DAY_BEFORE).run().exitCode()).isZero();
        extraction.forPeriod(Extraction.YESTERDAY);
    }

    private void assertRefused(Extraction.Ended ended, String message) {
        assertThat(ended.exitCode()).as("%s", ended.log()).isEqualTo(78);
        assertThat(ended.line("ERROR")).endsWith(message);
        assertThat(extraction.isPublished()).isFalse();
    }

    @Test
    void aDatabaseWithoutTablesIsRefused() {
        String message =
                "database " + database.name() + " has no tables, so there is nothing to extract; is it the right"
                        + " database? (SOURCE_DB_URL names it); to extract nothing nevertheless: --allow-missing '*'";

        assertRefused(extraction.run(), message);
        assertThat(extraction.check().line("ERROR")).endsWith(message);
    }

    @Test
    void aDatabaseOfViewsOnlyIsRefused() {
        database.execute(
                "CREATE VIEW one AS SELECT 1 AS n",
                "CREATE VIEW two AS SELECT 2 AS n",
                "CREATE MATERIALIZED VIEW three AS SELECT 3 AS n");

        assertRefused(
                extraction.run(),
                "database " + database.name()
                        + " has no tables to extract, only 1 materialized view, 2 views; these are"
                        + " taken only when --include names them without * and ?; to extract nothing nevertheless:"
                        + " --allow-missing '*'");
    }

    @Test
    void patternsThatLeaveNoTableAreRefused() {
        database.execute("CREATE TABLE orders (id int)", "CREATE TABLE customers (id int)");

        assertRefused(
                extraction.run("--exclude", "public.*"),
                "--include and --exclude leave none of the 2 tables of database " + database.name()
                        + ", such as public.customers; look at --exclude; to extract nothing nevertheless:"
                        + " --allow-missing '*'");
    }

    @Test
    void nothingIsExtractedWhereThatIsAllowed() {
        Extraction.Ended ended = extraction.run("--allow-missing", "*");

        assertThat(ended.exitCode()).as("%s", ended.log()).isZero();
        assertThat(extraction.manifest().datasets()).isEmpty();
    }

    @Test
    void aTableThatWasThereTheDayBeforeAndIsGoneIsRefused() {
        extractTwoTables();
        database.execute("ALTER TABLE orders RENAME TO orders_old");

        assertRefused(
                extraction.run(),
                "the extract of " + DAY_BEFORE
                        + " has 1 dataset that this one would not have: public.orders (no table of"
                        + " the source any more); if that is meant: --allow-missing 'public.orders'");
    }

    @Test
    void aTableThatAPatternLeavesOutIsRefusedToo() {
        extractTwoTables();

        assertRefused(
                extraction.run("--include", "public.c*"),
                "the extract of " + DAY_BEFORE + " has 1 dataset that this one would not have: public.orders (left out"
                        + " by --include or --exclude); if that is meant: --allow-missing 'public.orders'");
    }

    @Test
    void whatIsAllowedIsToldInLogReceiptAndManifestAndOnlyOnce() {
        extractTwoTables();
        database.execute("DROP TABLE orders");

        Extraction.Ended allowed = extraction.run("--allow-missing", "public.ord*");

        String warning = "missing, as --allow-missing says: public.orders, of the extract of " + DAY_BEFORE;
        assertThat(allowed.exitCode()).as("%s", allowed.log()).isZero();
        assertThat(allowed.line(warning)).contains("WARN");
        assertThat(allowed.receipt()).contains("\"warnings\":1");
        assertThat(extraction.manifest().warnings()).containsExactly(warning);
        // From now on the extract without the table is the one that is compared with.
        assertThat(extraction.run().exitCode()).isZero();
    }

    @Test
    void anEarlierExtractThatCannotBeReadIsAWarning() throws IOException {
        extractTwoTables();
        Path manifest = directory.resolve("lake/shop/postgres/logical_date=" + DAY_BEFORE + "/_manifest.json");
        Files.writeString(manifest, "{}");
        database.execute("DROP TABLE orders");

        Extraction.Ended ended = extraction.run();

        assertThat(ended.exitCode()).as("%s", ended.log()).isZero();
        assertThat(extraction.manifest().warnings())
                .singleElement()
                .asString()
                .startsWith("the extract of " + DAY_BEFORE + " cannot be compared with: damaged manifest " + manifest);
    }
}
