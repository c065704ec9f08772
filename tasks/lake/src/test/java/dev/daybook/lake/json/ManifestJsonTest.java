package dev.daybook.lake.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.task.AsOf;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestJsonTest {

    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final String GOOD = new String(ManifestJson.write(manifest()), StandardCharsets.UTF_8);

    private static Manifest manifest() {
        TableDefinition orders = table(
                "orders",
                List.of(ColumnDefinition.of(
                        "id", new ColumnType.Int32(), SourceType.builtIn("int4", "integer"), true)));
        return new Manifest(
                new Manifest.ExtractKey(
                        new PipelineName("northwind"), new SourceName("postgres"), Period.parse("2024-01-20")),
                SourceKind.POSTGRES,
                "run-1",
                "0.1.0 (abcdef0)",
                new AsOf(Instant.parse("2024-01-21T00:05:00.123456Z"), AsOf.Kind.CLOSING),
                Map.of("server_version", "17.2", "database", "northwind"),
                List.of(
                        new Manifest.Dataset(table("nothing", List.of()), new ContentHash(3, 0, 9), List.of(), 0),
                        new Manifest.Dataset(
                                orders,
                                new ContentHash(5, -1, 7),
                                List.of(
                                        new Manifest.DataFile("public.orders/part-00000-01234567.parquet", 900, 3, SHA),
                                        new Manifest.DataFile(
                                                "public.orders/part-00001-01234567.parquet", 800, 2, SHA)),
                                4)),
                List.of("one warning"));
    }

    private static TableDefinition table(String name, List<ColumnDefinition> columns) {
        return new TableDefinition(
                DatasetName.of("public", name),
                name,
                TableKind.TABLE,
                true,
                columns,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    @Test
    void readsBackWhatItWrote() throws JsonFault {
        assertThat(ManifestJson.read(ManifestJson.write(manifest()))).isEqualTo(manifest());
    }

    @Test
    void endsWithTheSumOfAllLinesBefore() {
        List<String> lines = GOOD.lines().toList();
        String before = String.join("\n", lines.subList(0, lines.size() - 2)) + "\n";
        String sum = Sha256.of(before.getBytes(StandardCharsets.UTF_8));
        assertThat(GOOD).endsWith("\n  \"sha256\" : \"" + sum + "\"\n}\n");
        assertThat(GOOD).startsWith("{\n  \"format_version\" : \"1.0\",\n  \"pipeline\" : \"northwind\",\n");
        assertThat(lines.indexOf("    \"database\" : \"northwind\","))
                .isLessThan(lines.indexOf("    \"server_version\" : \"17.2\""))
                .isPositive();
    }

    /** The bytes as version 0.1.0 wrote them; those of a footer stand in {@link TableDefinitionJsonTest}. */
    @Test
    void aManifestOfSnapshotsHasTheBytesThatItAlwaysHad() {
        assertThat(GOOD)
                .endsWith("\n  \"sha256\" : \"bae095499552130ca585898c031ffc2e1d4d8f6dc5aac7bf22a942de267ef0ad\"\n}\n");
    }

    @Test
    void aDatasetIsASnapshotUnlessItSaysOtherwise() throws JsonFault {
        String told = GOOD.replaceFirst("\"kind\" : \"table\",", "\"kind\" : \"table\", \"load\" : \"snapshot\",");

        Manifest read = ManifestJson.read(signed(told).getBytes(StandardCharsets.UTF_8));

        assertThat(read).isEqualTo(manifest());
        assertThat(read.datasets())
                .extracting(dataset -> dataset.table().load())
                .containsOnly(LoadMode.SNAPSHOT);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "\"1.0\"",
                        "\"2.0\"",
                        "format_version: expected 1.x, found 2.0; read it with the version that wrote it"),
                change("\"1.0\"", "\"one\"", "format_version: expected a version such as 1.0, found 'one'"),
                change("\"1.0\"", "1", "format_version: expected text, found 1"),
                change(
                        "\"kind\" : \"postgres\",",
                        "\"kind\" : \"postgres\", \"colour\" : 1,",
                        "colour: an unknown key"),
                change("\"pipeline\" : \"northwind\",", "", "pipeline: the key is missing"),
                change(
                        "\"pipeline\" : \"northwind\"",
                        "\"pipeline\" : \"../x\"",
                        "pipeline: expected a pipeline name [a-z][a-z0-9_]{0,30}, found '../x'"),
                change(
                        "\"source\" : \"postgres\"",
                        "\"source\" : \"reports\"",
                        "source: the source name 'reports' is reserved for reports; take another one"),
                change(
                        "\"period\" : \"2024-01-20\"",
                        "\"period\" : \"2024-02-30\"",
                        "period: expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists, found '2024-02-30'"),
                change("\"kind\" : \"postgres\"", "\"kind\" : null", "kind: expected text, found null"),
                change("\"kind\" : \"postgres\"", "\"kind\" : [ ]", "kind: expected text, found a list"),
                change(
                        "\"kind\" : \"postgres\"",
                        "\"kind\" : \"weblog\"",
                        "kind: expected postgres, csv or files, found 'weblog'"),
                change(
                        "\"kind\" : \"table\",",
                        "\"kind\" : \"table\", \"load\" : \"replace\",",
                        "datasets[0].table.load: expected snapshot, events or keyed, found 'replace'"),
                change(
                        "\"kind\" : \"table\"",
                        "\"kind\" : \"heap\"",
                        "datasets[0].table.kind: expected table, partitioned table, view, materialized view, foreign"
                                + " table, csv or file, found 'heap'"),
                change("\"kind\" : \"postgres\"", "\"kind\" : \"a\", \"kind\" : \"b\"", "kind: the key is there twice"),
                change("\"run_id\" : \"run-1\"", "\"run_id\" : { }", "run_id: expected text, found an object"),
                change(
                        "\"as_of_kind\" : \"closing\"",
                        "\"as_of_kind\" : \"sometime\"",
                        "as_of_kind: expected intraday, closing or late, found 'sometime'"),
                change(
                        "\"as_of\" : \"2024-01-21T00:05:00.123456Z\"",
                        "\"as_of\" : \"yesterday\"",
                        "as_of: Text 'yesterday' could not be parsed at index 0"),
                change("\"17.2\"", "17", "identity.server_version: expected text, found 17"),
                change("[ \"one warning\" ]", "[ 1 ]", "warnings[0]: expected text, found 1"),
                change("\"rows\" : 5", "\"rows\" : 6", "datasets[1].rows: expected the sum of its files, 5, found 6"),
                change(
                        "\"rows\" : 5",
                        "\"rows\" : -5",
                        "datasets[1].rows: expected a whole number of 0 or more, found -5"),
                change("\"rows\" : 5", "\"rows\" : 5.0", "datasets[1].rows: expected a whole number, found 5.0"),
                change("\"rows\" : 5", "\"rows\" : \"5\"", "datasets[1].rows: expected a whole number, found text"),
                change(
                        "\"rows\" : 5",
                        "\"rows\" : 9223372036854775808",
                        "datasets[1].rows: expected a whole number of 64 bits, found 9223372036854775808"),
                change("\"rejected_rows\" : 4,", "", "datasets[1].rejected_rows: the key is missing"),
                change(
                        "\"type\" : \"int32\"",
                        "\"type\" : \"int31\"",
                        "datasets[1].table.columns[0].type: expected a column type such as int32 or decimal(10,2),"
                                + " found 'int31'"),
                change(
                        "\"type\" : \"int32\"",
                        "\"type\" : \"int32\", \"unit\" : \"m\"",
                        "datasets[1].table.columns[0].unit: an unknown key"),
                change(
                        "\"content_hash\" : \"ffffffffffffffff0000000000000007\"",
                        "\"content_hash\" : \"xyz\"",
                        "datasets[1].content_hash: not 32 hexadecimal digits: xyz"),
                change(
                        "\"name\" : \"nothing\"",
                        "\"name\" : \"orders\"",
                        "datasets[1].table.name: the dataset 'public.orders' is there twice"),
                path("../x.parquet"),
                path("/etc/passwd"),
                path("public.orders/../../x.parquet"),
                path("public.orders/.."),
                path("public.orders/"),
                path("public.orders"),
                path("public.orders/a/b.parquet"),
                path("public.customers/part-00000-01234567.parquet"),
                change(
                        "public.orders/part-00000-01234567.parquet",
                        "public.orders/a\\\\b",
                        "datasets[1].files[0].path: expected a file in public.orders/, found 'public.orders/a\\b'"),
                change(
                        "part-00001",
                        "part-00000",
                        "datasets[1].files[1].path: the file 'public.orders/part-00000-01234567.parquet' is there twice"),
                change(
                        "\"rows\" : 2,\n      \"sha256\" : \"0123456789",
                        "\"rows\" : 2,\n      \"sha256\" : \"X123456789",
                        "datasets[1].files[1].sha256: expected 64 hexadecimal digits, found 'X" + SHA.substring(1)
                                + "'"));
    }

    private static Arguments change(String from, String to, String message) {
        return Arguments.of(from, to, message);
    }

    private static Arguments path(String path) {
        return change(
                "public.orders/part-00000-01234567.parquet",
                path,
                "datasets[1].files[0].path: expected a file in public.orders/, found '" + path + "'");
    }

    /** Each change is signed again, so that it is the change that is refused and not the sum. */
    @ParameterizedTest
    @MethodSource("changes")
    void refusesWhatDoesNotHold(String from, String to, String message) {
        assertThat(GOOD).as("the text to change").contains(from);
        String changed =
                GOOD.replaceFirst(java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to));
        assertRefused(signed(changed).getBytes(StandardCharsets.UTF_8), message);
    }

    @Test
    void allowsUnknownKeysOfANewerMinorVersionOnly() throws JsonFault {
        String newer = GOOD.replace("\"1.0\"", "\"1.2\"")
                .replace("\"kind\" : \"postgres\",", "\"kind\" : \"postgres\", \"colour\" : { \"deep\" : [ 1 ] },")
                .replace("\"type\" : \"int32\"", "\"type\" : \"int32\", \"unit\" : \"m\"");
        assertThat(ManifestJson.read(signed(newer).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(manifest());
        String missing = GOOD.replace("\"1.0\"", "\"1.2\"").replace("\"pipeline\" : \"northwind\",", "");
        assertRefused(signed(missing).getBytes(StandardCharsets.UTF_8), "pipeline: the key is missing");
    }

    @Test
    void refusesAnyChangeThatIsNotSigned() {
        byte[] good = ManifestJson.write(manifest());
        String before = GOOD.substring(0, GOOD.indexOf("  \"sha256\" : \"", GOOD.length() - 100));
        byte[] changed = GOOD.replace("17.2", "17.3").getBytes(StandardCharsets.UTF_8);
        assertRefused(
                changed,
                "sha256: expected " + Sha256.of(before.getBytes(StandardCharsets.UTF_8)) + ", found "
                        + Sha256.of(before.replace("17.2", "17.3").getBytes(StandardCharsets.UTF_8))
                        + " for the lines before it; the manifest was changed after it was written");
        for (int i = 0; i < good.length; i++) {
            byte[] flipped = good.clone();
            flipped[i] ^= 1;
            assertThatThrownBy(() -> ManifestJson.read(flipped))
                    .as("bit at %s", i)
                    .isInstanceOf(JsonFault.class);
        }
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> ManifestJson.read(cut))
                    .as("cut at %s", length)
                    .isInstanceOf(JsonFault.class);
        }
    }

    @Test
    void refusesTheSumAnywhereElse() {
        String sum = GOOD.substring(GOOD.length() - 64 - 4, GOOD.length() - 4);
        String first = GOOD.replace("  \"sha256\" : \"" + sum + "\"\n", "  \"last\" : 1\n")
                .replace("{\n  \"format", "{\n  \"sha256\" : \"" + sum + "\",\n  \"format");
        assertRefused(
                first.getBytes(StandardCharsets.UTF_8),
                "sha256: expected as the last field, on a line of its own; found something else");
    }

    @Test
    void refusesWhatIsNoStrictJson() {
        assertRefused(new byte[0], "expected a JSON object, found an empty file");
        assertRefused("[]", "expected a JSON object, found something else");
        assertRefused("{} {}", "expected nothing after the JSON object, found more text at line 1, column 5");
        assertRefused(new byte[] {'{', '"', (byte) 0xE9, '"', ':', '1', '}'}, "not UTF-8");
        assertRefused(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'}, "not UTF-8");
        assertRefused(
                "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}",
                "over a limit: Document nesting depth (65) exceeds the maximum allowed (64, from"
                        + " `StreamReadConstraints.getMaxNestingDepth()`)");
        assertThatThrownBy(() -> ManifestJson.read("{\"a\":NaN}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonFault.class)
                .hasMessageStartingWith("not JSON at line 1, column ")
                .hasMessageContaining("NaN");
        assertThatThrownBy(
                        () -> ManifestJson.read(("{\"a\":" + "1".repeat(1_001) + "}").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonFault.class)
                .hasMessageStartingWith("over a limit: Number value length (");
        assertThatThrownBy(() -> ManifestJson.read(
                        ("{\"a\":\"" + "x".repeat(25_000_000) + "\"}").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonFault.class)
                .hasMessageStartingWith("over a limit: String value length (");
    }

    private static void assertRefused(String file, String message) {
        assertRefused(file.getBytes(StandardCharsets.UTF_8), message);
    }

    private static void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> ManifestJson.read(file))
                .isInstanceOf(JsonFault.class)
                .hasMessage(message);
    }

    /** The text with a new sum in its last field. */
    private static String signed(String text) {
        int sum = text.lastIndexOf("  \"sha256\" : \"");
        String before = text.substring(0, sum);
        return before + "  \"sha256\" : \"" + Sha256.of(before.getBytes(StandardCharsets.UTF_8)) + "\"\n}\n";
    }
}
