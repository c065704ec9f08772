package dev.daybook.extractpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases whose text is no UTF-8: every column and its first row are named, and the bytes can be carried. */
class UnreadableTextTest {

    @TempDir
    private Path directory;

    private Extraction extraction;

    private TestDatabase createSource(String encoding, String... statements) {
        TestDatabase database = PostgresServer.shared().createDatabaseIn(encoding);
        database.execute(statements);
        extraction = new Extraction(database, directory.resolve("lake"));
        return database;
    }

    private void assertRefused(String... messages) {
        Extraction.Ended ended = extraction.run();

        assertThat(ended.exitCode()).as("%s", ended.log()).isEqualTo(65);
        List<String> errors =
                ended.log().stream().filter(line -> line.contains(" ERROR ")).toList();
        assertThat(errors).hasSameSizeAs(messages);
        for (int i = 0; i < messages.length; i++) {
            assertThat(errors.get(i)).endsWith(" ERROR " + messages[i]);
        }
        assertThat(extraction.isPublished()).isFalse();
    }

    private static String message(String column, String place, String encoding, String option) {
        return "column " + column + " holds text that cannot be read as UTF-8, first in the row with ctid " + place
                + "; the database's encoding is " + encoding
                + "; correct the text, or carry the bytes as they are: --type " + option;
    }

    @Test
    void allColumnsOfAllTablesAreNamedWithTheirFirstRow() {
        createSource(
                "SQL_ASCII",
                "CREATE TABLE person (id int, name text, note varchar(20), tags text[], born date)",
                "INSERT INTO person SELECT n, repeat('plain', 40), CASE n WHEN 501 THEN E'caf\\xe9' END"
                        + " FROM generate_series(1, 1000) n",
                "UPDATE person SET tags = ARRAY[E'\\xff'] WHERE id = 1000",
                "CREATE TABLE \"Other\" (\"a b\" char(3))",
                "INSERT INTO \"Other\" VALUES (E'\\xe9')",
                "CREATE TABLE fine (id int, name text)",
                "INSERT INTO fine VALUES (1, 'plain')");
        String noted = extraction
                .database()
                .query("SELECT ctid FROM person WHERE id = 501")
                .getFirst();
        String tagged = extraction
                .database()
                .query("SELECT ctid FROM person WHERE id = 1000")
                .getFirst();

        assertRefused(
                message("public.Other.a b (character(3))", "(0,1)", "SQL_ASCII", "'public.Other.\"a b\"=bytea'"),
                message("public.person.note (character varying(20))", noted, "SQL_ASCII", "public.person.note=bytea"),
                message("public.person.tags (text[])", tagged, "SQL_ASCII", "public.person.tags=bytea"));
    }

    @Test
    void aPartitionIsNamed() {
        createSource(
                "SQL_ASCII",
                "CREATE TABLE days (day int, note text) PARTITION BY LIST (day)",
                "CREATE TABLE day_1 PARTITION OF days FOR VALUES IN (1)",
                "CREATE TABLE day_2 PARTITION OF days FOR VALUES IN (2)",
                "INSERT INTO days VALUES (1, 'a'), (2, 'b'), (2, E'\\xe9')");

        assertRefused(
                message("public.days.note (text)", "(0,2) of public.day_2", "SQL_ASCII", "public.days.note=bytea"));
    }

    @Test
    void charactersThatUtf8DoesNotHaveAreFoundToo() {
        createSource(
                "WIN1252", "CREATE TABLE t (v text)", "INSERT INTO t VALUES ('a'), (chr(233)), (chr(129)), (chr(141))");

        assertRefused(message("public.t.v (text)", "(0,3)", "WIN1252", "public.t.v=bytea"));
    }

    @Test
    void theOptionCarriesTheBytesAsTheyAre() {
        TestDatabase database = createSource(
                "SQL_ASCII",
                "CREATE TABLE person (name text COLLATE \"C\" NOT NULL, padded char(3), tags text[], kind text)",
                "INSERT INTO person VALUES (E'caf\\xe9', E'\\xe9', ARRAY[E'\\xff', NULL], 'k'), ('', NULL, NULL, NULL)");
        List<String> options = new ArrayList<>();
        for (String column : List.of("name", "padded", "tags")) {
            options.addAll(List.of("--type", "public.person." + column + "=bytea"));
        }

        Extraction.Ended ended = extraction.run(options.toArray(String[]::new));

        assertThat(ended.exitCode()).as("%s", ended.log()).isZero();
        assertThat(DuckDb.query("SELECT hex(name), hex(padded), hex(tags), kind FROM "
                        + DuckDb.parquet(extraction.files("public.person"))))
                .containsExactlyElementsOf(List.of("636166E9|E92020|7BFF2C4E554C4C7D|k", "|<null>|<null>|<null>"));
        List<ColumnDefinition> columns =
                extraction.dataset("public.person").table().columns();
        assertThat(columns.getFirst())
                .isEqualTo(ColumnDefinition.of(
                        "name", new ColumnType.Binary(), SourceType.builtIn("bytea", "bytea"), true));
        assertThat(database.query("SELECT count(*) FROM person")).containsExactly("2");
    }

    @Test
    void onlyTextCanBeBytes() {
        createSource("UTF8", "CREATE TABLE t (v int, w bytea)");

        assertThat(extraction.run("--type", "public.t.v=bytea").line("ERROR"))
                .endsWith("--type public.t.v=bytea: the column is integer; bytea needs a text");
        assertThat(extraction.run("--type", "public.t.w=bytea").exitCode()).isZero();
    }
}
