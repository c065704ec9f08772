package dev.daybook.lake.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.PersonalData;
import dev.daybook.lake.model.RawFile;
import dev.daybook.lake.model.RecordCounts;
import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.task.AsOf;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests of format 1.1: of data that comes a period at a time, of the files it came in and of the persons in it. */
class PeriodManifestTest {

    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final LoadMode LATEST = new LoadMode.Keyed(LoadMode.Keyed.Keep.LATEST, List.of("last_change"));
    private static final LoadMode FIRST = new LoadMode.Keyed(LoadMode.Keyed.Keep.FIRST, List.of());
    private static final String GOOD = new String(ManifestJson.write(manifest()), StandardCharsets.UTF_8);

    private static ColumnDefinition text(String name, boolean required) {
        return ColumnDefinition.of(name, new ColumnType.Text(), SourceType.builtIn("text", "text"), required);
    }

    private static ColumnDefinition date(String name) {
        return ColumnDefinition.of(name, new ColumnType.Date(), SourceType.builtIn("date", "date"), false);
    }

    private static ColumnDefinition number(String name) {
        return ColumnDefinition.of(name, new ColumnType.Int32(), SourceType.builtIn("int4", "integer"), true);
    }

    private static TableDefinition table(String name, List<String> key, ColumnDefinition... columns) {
        return new TableDefinition(
                DatasetName.bare(name),
                name,
                TableKind.FILE,
                true,
                List.of(columns),
                key.isEmpty() ? Optional.empty() : Optional.of(new TableDefinition.Key("pk", key, false, false)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static Manifest.Dataset dataset(TableDefinition table, long rows) {
        String path = table.name().name() + "/part-00000-01234567.parquet";
        return new Manifest.Dataset(
                table, new ContentHash(rows, 1, rows), List.of(new Manifest.DataFile(path, 900, rows, SHA)), 0);
    }

    private static List<Manifest.Dataset> datasets() {
        TableDefinition customers = table(
                        "customers",
                        List.of("id"),
                        text("id", true).holding(new PersonalData.Subject("customer")),
                        text("name", true).holding(new PersonalData.Replaced(Optional.of("erased"))),
                        date("born").holding(new PersonalData.Replaced(Optional.empty())),
                        date("last_change"))
                .loadedAs(LATEST);
        TableDefinition sales = table("sales", List.of("id"), number("id")).loadedAs(FIRST);
        TableDefinition lines = table("sales_lines", List.of("id", "line"), number("id"), number("line"))
                .childOf(sales);
        TableDefinition rejected =
                table("sales_rejected", List.of(), text("record", false)).loadedAs(LoadMode.EVENTS);
        return List.of(
                dataset(customers, 3)
                        .counted(new RecordCounts(
                                7, 3, 2, new TreeMap<>(Map.of("duplicate", 1L, "required@/name", 2L)), 1, 1)),
                dataset(sales, 4).counted(RecordCounts.of(4, 1, Map.of("unparsable", 1L))),
                dataset(lines, 9),
                dataset(rejected, 1));
    }

    private static Manifest manifest() {
        return new Manifest(
                        new Manifest.ExtractKey(
                                new PipelineName("retail"), new SourceName("shop"), Period.parse("2020-01-01T07")),
                        SourceKind.FILES,
                        "run-1",
                        "0.1.0",
                        new AsOf(Instant.parse("2020-01-01T08:05:00Z"), AsOf.Kind.CLOSING),
                        Map.of(),
                        datasets(),
                        List.of())
                .madeOf(
                        List.of(
                                raw("customers", "hour=07/customers.json.gz", 4, 2, 1, true),
                                raw("customers", "hour=7/customers.json", 3, 1, 1, false),
                                raw("sales", "hour=07/sales.json", 5, 4, 1, true)),
                        12);
    }

    private static RawFile raw(
            String dataset, String path, long records, long accepted, long rejected, boolean archived) {
        return new RawFile(DatasetName.bare(dataset), path, 500, SHA, records, accepted, rejected, archived);
    }

    /** The file is the format's example, too. */
    @Test
    void hasTheFormThatIsWrittenDown() throws IOException, JsonFault {
        try (InputStream example = PeriodManifestTest.class.getResourceAsStream("/manifest-1.1.json")) {
            assertThat(GOOD).isEqualTo(new String(example.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(ManifestJson.read(GOOD.getBytes(StandardCharsets.UTF_8))).isEqualTo(manifest());
    }

    /** Who does not know a key of 1.1 would show something else than the extract says. */
    @Test
    void anyKeyOf11MakesItAManifestOf11() {
        Manifest plain = with(dataset(table("sales", List.of("id"), number("id")), 4));
        assertVersion(plain, "1.0");
        assertVersion(plain.madeOf(List.of(raw("sales", "a", 4, 4, 0, false)), 0), "1.1");
        assertVersion(plain.madeOf(List.of(), 1), "1.1");
        assertVersion(with(plain.datasets().getFirst().counted(RecordCounts.of(4, 0, Map.of()))), "1.1");
        TableDefinition table = plain.datasets().getFirst().table();
        assertVersion(with(dataset(table.loadedAs(LoadMode.EVENTS), 4)), "1.1");
        assertVersion(with(dataset(table.loadedAs(FIRST), 4)), "1.1");
        assertVersion(with(dataset(table.childOf(table), 4)), "1.1");
        assertVersion(
                with(dataset(
                        table("sales", List.of(), text("id", false).holding(new PersonalData.Subject("customer"))), 4)),
                "1.1");
    }

    private static void assertVersion(Manifest manifest, String version) {
        assertThat(new String(ManifestJson.write(manifest), StandardCharsets.UTF_8))
                .startsWith("{\n  \"format_version\" : \"" + version + "\",");
    }

    private static Manifest with(Manifest.Dataset dataset) {
        Manifest plain = manifest();
        return new Manifest(
                plain.extract(),
                plain.kind(),
                plain.runId(),
                plain.toolVersion(),
                plain.asOf(),
                plain.identity(),
                List.of(dataset),
                plain.warnings());
    }

    static Stream<Arguments> impossible() {
        return Stream.of(definitions(), personal(), counts(), files()).flatMap(cases -> cases);
    }

    private static Stream<Arguments> definitions() {
        String customers = "datasets[0].table.";
        String lines = "datasets[2].table.";
        String longName = "x".repeat(53);
        return Stream.of(
                change(
                        "\"load\" : \"events\"",
                        "\"load\" : \"log\"",
                        "datasets[3].table.load: expected snapshot, events or keyed, found 'log'"),
                change("\"load\" : \"events\"", "\"load\" : null", "datasets[3].table.load: expected text, found null"),
                change(
                        "\"load\" : \"events\"",
                        "\"load\" : \"events\", \"keep\" : \"first\"",
                        "datasets[3].table.keep: an unknown key"),
                change(
                        "\"load\" : \"events\"",
                        "\"load\" : \"snapshot\"",
                        "datasets[0].table.load: expected all datasets of an extract to be snapshots or none, found"
                                + " sales_rejected loaded as snapshot and customers as keyed; extract them as two sources"),
                change("\"keep\" : \"latest\",", "", customers + "keep: the key is missing"),
                change(
                        "\"keep\" : \"latest\"",
                        "\"keep\" : \"newest\"",
                        customers + "keep: expected latest or first, found 'newest'"),
                change(
                        "\"keep\" : \"latest\"",
                        "\"keep\" : \"first\"",
                        customers
                                + "version: expected no version columns where the first row stays, found 'last_change'"),
                change("[ \"last_change\" ]", "\"last_change\"", customers + "version: expected a list, found text"),
                change(
                        "[ \"last_change\" ]",
                        "[ \"changed\" ]",
                        customers + "version: expected version columns of the table, found 'changed'"),
                change(
                        "[ \"last_change\" ]",
                        "[ \"last_change\", \"last_change\" ]",
                        customers + "version: expected each version column once, found 'last_change' twice"),
                change(
                        "[ \"last_change\" ]",
                        "[ \"id\" ]",
                        customers + "version: expected version columns outside the primary key, found 'id'"),
                change(
                        "[ \"last_change\" ]",
                        "[ \"name\" ]",
                        customers
                                + "version: expected version columns of numbers, dates or times, found 'name' of type text"),
                change(
                        "\"primary_key\" : {\n        \"name\" : \"pk\",\n        \"columns\" : [ \"id\" ],\n"
                                + "        \"nulls_not_distinct\" : false,\n        \"deferrable\" : false\n      },",
                        "",
                        customers + "primary_key: expected a primary key of a dataset loaded as keyed, found none"),
                change(
                        "\"name\" : \"born\"",
                        "\"name\" : \"logical_date\"",
                        customers
                                + "columns[2].name: the warehouse adds a column 'logical_date' to a dataset loaded as keyed; give this one another name"),
                change(
                        "\"target\" : \"customers\"",
                        "\"target\" : \"" + longName + "\"",
                        customers
                                + "target: expected a name in the warehouse of at most 52 bytes for a dataset loaded as keyed, found 53: '"
                                + longName + "'"),
                change(
                        "\"target\" : \"customers\"",
                        "\"target\" : \"held\"",
                        customers
                                + "target: the warehouse has a table 'held' of its own beside keyed datasets; give this one another name there"),
                change(
                        "\"parent\" : \"sales\"",
                        "\"parent\" : \"\"",
                        lines + "parent: a dataset's name must not be empty"),
                change(
                        "\"parent\" : \"sales\"",
                        "\"parent\" : \"orders\"",
                        lines
                                + "parent: expected another dataset of the extract that is no part of this one, found 'orders'"),
                change(
                        "\"parent\" : \"sales\"",
                        "\"parent\" : \"sales_lines\"",
                        lines
                                + "parent: expected another dataset of the extract that is no part of this one, found 'sales_lines'"),
                change(
                        "\"parent\" : \"sales\"",
                        "\"parent\" : \"customers\"",
                        lines
                                + "parent: expected a parent that is loaded as this dataset is, as keyed with the same words beside it, found 'customers', which is not"),
                change(
                        "[ \"id\", \"line\" ]",
                        "[ \"line\", \"id\" ]",
                        lines
                                + "parent: expected a primary key of the columns of the parent's and at most one more, found (line, id) below 'sales' with (id)"));
    }

    private static Stream<Arguments> personal() {
        String column = "datasets[0].table.columns";
        return Stream.of(
                change(
                        "\"subject\" : \"customer\"",
                        "\"subject\" : \"\"",
                        column + "[0].subject: expected a word [a-z][a-z0-9_]{0,30}, found ''"),
                change(
                        "\"subject\" : \"customer\"",
                        "\"subject\" : null",
                        column + "[0].subject: expected text, found null"),
                change(
                        "\"subject\" : \"customer\"",
                        "\"subject\" : \"customer\", \"personal\" : null",
                        column + "[0].personal: expected none for a column that identifies a person"),
                change(
                        "\"subject\" : \"customer\"",
                        "\"personal\" : null",
                        column + "[0].personal: expected a text in place of null, as the column is required"),
                change(
                        "\"subject\" : \"customer\"",
                        "\"personal\" : { \"text\" : \"x\" }",
                        column + "[0].personal: expected no text for a column of a key, as its values must stay apart"),
                change(
                        "\"personal\" : null",
                        "\"personal\" : { \"text\" : \"x\" }",
                        column + "[2].personal: expected null in place of a text, as the column is of type date"),
                change(
                        "\"personal\" : null",
                        "\"personal\" : \"x\"",
                        column + "[2].personal: expected an object, found text"),
                change(
                        "\"personal\" : null",
                        "\"subject\" : \"customer\"",
                        column + "[2].subject: expected a column of text, integer or bigint, found one of type date"),
                change(
                        "\"personal\" : null",
                        "\"subject\" : \"email\"",
                        column + "[2].subject: expected a column of text for email, found one of type date"),
                change("\"text\" : \"erased\"", "", column + "[1].personal.text: the key is missing"),
                change(
                        "\"text\" : \"erased\"",
                        "\"text\" : \"erased\", \"hash\" : true",
                        column + "[1].personal.hash: an unknown key"));
    }

    private static Stream<Arguments> counts() {
        String counts = "datasets[0].counts.";
        return Stream.of(
                change(
                        "\"read\" : 7",
                        "\"read\" : 8",
                        counts + "read: expected the sum of accepted, rejected, earlier and later, 7, found 8"),
                change(
                        "\"read\" : 7",
                        "\"read\" : -7",
                        counts + "read: expected a whole number of 0 or more, found -7"),
                change(
                        "\"accepted\" : 3",
                        "\"accepted\" : 4",
                        counts + "accepted: expected the rows of the dataset, 3, found 4"),
                change(
                        "\"rejected_rows\" : 2",
                        "\"rejected_rows\" : 1",
                        counts + "rejected: expected rejected_rows of the dataset, 1, found 2"),
                change(
                        "\"later\" : 1",
                        "\"later\" : 9223372036854775807",
                        "datasets[0].counts: expected all records together to be a number of 64 bits"),
                change(
                        "\"required@/name\" : 2",
                        "\"required@/name\" : 3",
                        counts + "reasons.required@/name: expected 1 to all rejected records, 2, found 3"),
                change(
                        "\"required@/name\" : 2",
                        "\"required@/name\" : 0",
                        counts + "reasons.required@/name: expected 1 to all rejected records, 2, found 0"),
                change(
                        "\"required@/name\" : 2",
                        "\"Bad reason\" : 2",
                        counts + "reasons.Bad reason: expected a reason such as duplicate or type@/price"),
                change(
                        ",\n        \"required@/name\" : 2",
                        "",
                        counts + "reasons: expected at least one for each of 2 rejected records, found 1"),
                change("\"reasons\" : {", "\"reason\" : {", counts + "reasons: the key is missing"));
    }

    private static Stream<Arguments> files() {
        return Stream.of(
                change(
                        "\"dataset\" : \"sales\"",
                        "\"dataset\" : \"orders\"",
                        "raw[2].dataset: expected a dataset of the extract, found 'orders'"),
                rawPath("../sales.json"),
                rawPath("/etc/passwd"),
                rawPath("a//b"),
                rawPath("a/./b"),
                rawPath("a/.."),
                rawPath(""),
                change(
                        "hour=7/customers.json",
                        "hour=07/customers.json.gz",
                        "raw[1].path: the file 'hour=07/customers.json.gz' of customers is there twice"),
                change(
                        "\"records\" : 5",
                        "\"records\" : 4",
                        "raw[2].records: expected at least accepted and rejected, 5, found 4"),
                change(
                        "\"records\" : 5",
                        "\"records\" : 6",
                        "datasets[1].counts.read: expected the records of its raw files, 6, found 5"),
                change(
                        "\"records\" : 4",
                        "\"records\" : 9223372036854775807",
                        "raw[1]: expected all records together to be a number of 64 bits"),
                change(
                        "\"sha256\" : \"0123456789abcdef",
                        "\"sha256\" : \"X123456789abcdef",
                        "raw[0].sha256: expected 64 hexadecimal digits, found 'X" + SHA.substring(1) + "'"),
                change("\"archived\" : false", "\"archived\" : 0", "raw[1].archived: expected true or false, found 0"),
                change(
                        "\"erasure_epoch\" : 12",
                        "\"erasure_epoch\" : -1",
                        "erasure_epoch: expected a whole number of 0 or more, found -1"));
    }

    private static Arguments rawPath(String path) {
        return change(
                "hour=07/sales.json",
                path,
                "raw[2].path: expected a path of names below a folder, found '" + path + "'");
    }

    private static Arguments change(String from, String to, String message) {
        return Arguments.of(from, to, message);
    }

    /** Each change is signed again, so that it is the change that is refused and not the sum. */
    @ParameterizedTest
    @MethodSource("impossible")
    void refusesWhatCannotBe(String from, String to, String message) {
        assertThat(GOOD).as("the text to change").contains(from);
        int at = GOOD.indexOf(from);
        String changed = GOOD.substring(0, at) + to + GOOD.substring(at + from.length());
        String before = changed.substring(0, changed.lastIndexOf("  \"sha256\" : \""));
        byte[] signed = (before + "  \"sha256\" : \"" + Sha256.of(before.getBytes(StandardCharsets.UTF_8)) + "\"\n}\n")
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ManifestJson.read(signed))
                .isInstanceOf(JsonFault.class)
                .hasMessage(message);
    }
}
