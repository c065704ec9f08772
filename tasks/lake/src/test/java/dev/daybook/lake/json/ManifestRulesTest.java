package dev.daybook.lake.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.model.CollationDefinition;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.DatasetName;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A manifest whose sum is right and whose meaning cannot be is refused where it is read. */
class ManifestRulesTest {

    private static final String GOOD = new String(ManifestJson.write(manifest()), StandardCharsets.UTF_8);
    private static final String TABLE = "datasets[0].table";

    private static Manifest manifest() {
        SourceType mood = new SourceType(
                SourceType.Kind.ENUM,
                "public",
                "mood",
                "mood",
                List.of("sad", "happy"),
                Optional.empty(),
                false,
                List.of());
        SourceType cents = new SourceType(
                SourceType.Kind.DOMAIN,
                "public",
                "cents",
                "cents",
                List.of(),
                Optional.of(SourceType.builtIn("int8", "bigint")),
                false,
                List.of());
        TableDefinition table = new TableDefinition(
                DatasetName.of("public", "orders"),
                "orders",
                TableKind.TABLE,
                true,
                List.of(
                        ColumnDefinition.of("id", new ColumnType.Int32(), SourceType.builtIn("int4", "integer"), true),
                        ColumnDefinition.of("mood", new ColumnType.EnumText(), mood, true),
                        ColumnDefinition.of("price", new ColumnType.Int64(), cents, true),
                        ColumnDefinition.of(
                                "weight",
                                new ColumnType.Decimal(10, 2),
                                SourceType.builtIn("numeric", "numeric(10,2)"),
                                false)),
                Optional.of(new TableDefinition.Key("pk", List.of("id"), false, false)),
                List.of(new TableDefinition.Key("uk", List.of("mood", "price"), false, false)),
                List.of(new TableDefinition.ForeignKey(
                        "fk",
                        List.of("price"),
                        DatasetName.of("public", "prices"),
                        List.of("cents"),
                        Optional.empty(),
                        true)),
                List.of(),
                List.of(),
                Optional.of("what was ordered"),
                List.of());
        return new Manifest(
                new Manifest.ExtractKey(
                        new PipelineName("northwind"), new SourceName("postgres"), Period.parse("2024-01-20")),
                SourceKind.POSTGRES,
                "run-1",
                "0.1.0",
                new AsOf(Instant.parse("2024-01-21T00:05:00Z"), AsOf.Kind.CLOSING),
                Map.of(),
                List.of(new Manifest.Dataset(
                        table,
                        ContentHash.EMPTY,
                        List.of(new Manifest.DataFile(
                                "public.orders/part-00000-01234567.parquet", 900, 0, "0123456789abcdef".repeat(4))),
                        0)),
                List.of());
    }

    static Stream<Arguments> impossible() {
        String tooLong = "\u20AC".repeat(21) + "x"; // 64 bytes in 22 characters
        return Stream.of(
                change(
                        "2024-01-21T00:05:00Z",
                        "+10000-01-01T00:00:00Z",
                        "as_of: expected a time from the year 1 to 9999, found '+10000-01-01T00:00:00Z'"),
                change(
                        "2024-01-21T00:05:00Z",
                        "-0001-01-01T00:00:00Z",
                        "as_of: expected a time from the year 1 to 9999, found '-0001-01-01T00:00:00Z'"),
                change(
                        "2024-01-21T00:05:00Z",
                        "+1000000000-12-31T23:59:59Z",
                        "as_of: expected a time from the year 1 to 9999, found '+1000000000-12-31T23:59:59Z'"),
                change(
                        "\"target\" : \"orders\"",
                        "\"target\" : \"\"",
                        TABLE + ".target: expected a name of 1 to 63 bytes, found 0"),
                change(
                        "\"target\" : \"orders\"",
                        "\"target\" : \"" + tooLong + "\"",
                        TABLE + ".target: expected a name of 1 to 63 bytes, found 64: '" + tooLong + "'"),
                change(
                        "\"target\" : \"orders\"",
                        "\"target\" : \"or\\u0000ders\"",
                        TABLE + ".target: expected text, found a NUL in it"),
                change("what was ordered", "what\\u0000", TABLE + ".comment: expected text, found a NUL in it"),
                change(
                        "what was ordered",
                        "what\\ud800",
                        TABLE + ".comment: expected text, found half a surrogate pair in it"),
                change("\"run-1\"", "\"run\\u0000\"", "run_id: expected text, found a NUL in it"),
                change(
                        "\"sad\"",
                        "\"s\\u0000\"",
                        TABLE + ".columns[1].source_type.labels[0]: expected text, found a NUL in it"),
                change(
                        "\"name\" : \"id\"",
                        "\"name\" : \"\"",
                        TABLE + ".columns[0].name: expected a name of 1 to 63 bytes, found 0"),
                change(
                        "\"name\" : \"id\"",
                        "\"name\" : \"" + tooLong + "\"",
                        TABLE + ".columns[0].name: expected a name of 1 to 63 bytes, found 64: '" + tooLong + "'"),
                change(
                        "\"name\" : \"price\"",
                        "\"name\" : \"id\"",
                        TABLE + ".columns[2].name: the column 'id' is there twice"),
                systemColumn("tableoid"),
                systemColumn("xmin"),
                systemColumn("cmin"),
                systemColumn("xmax"),
                systemColumn("cmax"),
                systemColumn("ctid"),
                change(
                        "\"columns\" : [ \"id\" ]",
                        "\"columns\" : [ ]",
                        TABLE + ".primary_key.columns: expected at least one, found none"),
                change(
                        "\"columns\" : [ \"id\" ]",
                        "\"columns\" : [ \"id\", \"id\" ]",
                        TABLE + ".primary_key.columns: expected each column once, found one twice"),
                change(
                        "\"columns\" : [ \"id\" ]",
                        "\"columns\" : [ \"ID\" ]",
                        TABLE + ".primary_key.columns[0]: expected a column of the table, found 'ID'"),
                change(
                        "[ \"mood\", \"price\" ]",
                        "[ \"mood\", \"xmin\" ]",
                        TABLE + ".unique_keys[0].columns[1]: expected a column of the table, found 'xmin'"),
                change(
                        "\"columns\" : [ \"price\" ]",
                        "\"columns\" : [ ]",
                        TABLE + ".foreign_keys[0].columns: expected at least one, found none"),
                change(
                        "\"columns\" : [ \"price\" ]",
                        "\"columns\" : [ \"none\" ]",
                        TABLE + ".foreign_keys[0].columns[0]: expected a column of the table, found 'none'"),
                change(
                        "[ \"cents\" ]",
                        "[ \"cents\", \"euros\" ]",
                        TABLE + ".foreign_keys[0].referenced_columns: expected as many as columns, 1, found 2"),
                change(
                        "[ \"cents\" ]",
                        "[ \"\" ]",
                        TABLE + ".foreign_keys[0].referenced_columns[0]: expected a name of 1 to 63 bytes, found 0"),
                change(
                        "[ \"sad\", \"happy\" ]",
                        "[ \"sad\", \"sad\" ]",
                        TABLE + ".columns[1].source_type.labels[1]: the label 'sad' is there twice"),
                change(
                        "[ \"sad\", \"happy\" ]",
                        "[ \"sad\", \"" + tooLong + "\" ]",
                        TABLE + ".columns[1].source_type.labels[1]: expected a name of 1 to 63 bytes, found 64: '"
                                + tooLong + "'"),
                change("decimal(10,2)", "decimal(39,2)", TABLE + ".columns[3].type: not a Parquet decimal: (39,2)"),
                change("decimal(10,2)", "decimal(10,11)", TABLE + ".columns[3].type: not a Parquet decimal: (10,11)"),
                change(
                        "\"type\" : \"int32\"",
                        "\"type\" : \"int16\"",
                        TABLE
                                + ".columns[0].source_type: expected a type whose values are int16 in the lake, found base 'int4'"),
                change(
                        "\"name\" : \"int4\"",
                        "\"name\" : \"regclass\"",
                        TABLE
                                + ".columns[0].source_type: expected a type whose values are int32 in the lake, found base 'regclass'"),
                change(
                        "\"kind\" : \"domain\"",
                        "\"kind\" : \"enum\"",
                        TABLE + ".columns[2].source_type.base: expected none for a type that stands on no other"),
                change(
                        "\"kind\" : \"enum\"",
                        "\"kind\" : \"array\"",
                        TABLE + ".columns[1].source_type.base: the key is missing"),
                change(
                        "\"name\" : \"cents\"",
                        "\"name\" : \"\"",
                        TABLE + ".columns[2].source_type.name: expected a name, found an empty text"),
                change(
                        "\"bytes\" : 900",
                        "\"bytes\" : -1",
                        "datasets[0].files[0].bytes: expected a whole number of 0 or more, found -1"),
                change(
                        "\"rejected_rows\" : 0",
                        "\"rejected_rows\" : -1",
                        "datasets[0].rejected_rows: expected a whole number of 0 or more, found -1"));
    }

    private static Arguments systemColumn(String name) {
        return change(
                "\"name\" : \"id\"",
                "\"name\" : \"" + name + "\"",
                TABLE + ".columns[0].name: expected a name that PostgreSQL leaves free, found '" + name
                        + "', which every table has already");
    }

    private static Arguments change(String from, String to, String message) {
        return Arguments.of(from, to, message);
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void refusesWhatCannotBe(String from, String to, String message) {
        assertThat(GOOD).as("the text to change").contains(from);
        byte[] changed = signed(GOOD.replace(from, to));

        assertThatThrownBy(() -> ManifestJson.read(changed))
                .isInstanceOf(JsonFault.class)
                .hasMessage(message);
    }

    @Test
    void refusesATargetThatTwoTablesHave() {
        String dataset = GOOD.substring(GOOD.indexOf("\"datasets\" : [ ") + 15, GOOD.lastIndexOf(" ],"));
        String second = dataset.replace("\"name\" : \"orders\"", "\"name\" : \"others\"")
                .replace("public.orders/", "public.others/");
        byte[] changed = signed(GOOD.replace(dataset, dataset + ", " + second));

        assertThatThrownBy(() -> ManifestJson.read(changed))
                .isInstanceOf(JsonFault.class)
                .hasMessage("datasets[1].table.target: the target 'orders' is there twice");
    }

    /** The load makes such rows from their number alone. */
    @ParameterizedTest
    @CsvSource({"1000000000,true", "1000000001,false", "9223372036854775807,false"})
    void theRowsOfATableWithoutColumnsHaveABound(long rows, boolean taken) {
        Manifest plain = manifest();
        TableDefinition orders = plain.datasets().getFirst().table();
        TableDefinition empty = new TableDefinition(
                orders.name(),
                orders.target(),
                orders.kind(),
                true,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
        String text = new String(ManifestJson.write(withoutFiles(plain, empty)), StandardCharsets.UTF_8);
        byte[] changed = signed(text.replace("\"rows\" : 0", "\"rows\" : " + rows));

        if (taken) {
            assertThatCode(() -> ManifestJson.read(changed)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> ManifestJson.read(changed))
                    .isInstanceOf(JsonFault.class)
                    .hasMessage(
                            "datasets[0].rows: expected at most 1000000000 for a table without columns, found " + rows);
        }
    }

    private static Manifest withoutFiles(Manifest plain, TableDefinition table) {
        return new Manifest(
                plain.extract(),
                plain.kind(),
                plain.runId(),
                plain.toolVersion(),
                plain.asOf(),
                plain.identity(),
                List.of(new Manifest.Dataset(table, ContentHash.EMPTY, List.of(), 0)),
                plain.warnings());
    }

    @Test
    void takesNamesOf63Bytes() {
        String longest = "\u20AC".repeat(21);
        byte[] changed = signed(GOOD.replace("\"target\" : \"orders\"", "\"target\" : \"" + longest + "\""));

        assertThatCode(() -> ManifestJson.read(changed)).doesNotThrowAnyException();
    }

    @Test
    void saysTheOldestVersionThatKnowsAllItsKeys() throws JsonFault {
        Manifest plain = manifest();
        TableDefinition table = plain.datasets().getFirst().table();
        ColumnDefinition collated = new ColumnDefinition(
                "name",
                new ColumnType.Text(),
                SourceType.builtIn("text", "text"),
                false,
                Optional.of("public.german"),
                Optional.of(new CollationDefinition(
                        CollationDefinition.Provider.ICU, "de-u-co-phonebk", true, Optional.empty())),
                Optional.empty());
        Manifest described = with(
                plain,
                new TableDefinition(
                        table.name(),
                        table.target(),
                        table.kind(),
                        true,
                        List.of(collated),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()));
        String text = new String(ManifestJson.write(described), StandardCharsets.UTF_8);

        assertThat(GOOD).contains("\"format_version\" : \"1.0\"");
        assertThat(text).contains("\"format_version\" : \"1.1\"");
        assertThat(ManifestJson.read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(described);
    }

    private static Manifest with(Manifest manifest, TableDefinition table) {
        Manifest.Dataset dataset = manifest.datasets().getFirst();
        return new Manifest(
                manifest.extract(),
                manifest.kind(),
                manifest.runId(),
                manifest.toolVersion(),
                manifest.asOf(),
                manifest.identity(),
                List.of(new Manifest.Dataset(table, dataset.content(), dataset.files(), 0)),
                manifest.warnings());
    }

    /** The text with a new sum in its last field, so that it is the change that is refused. */
    private static byte[] signed(String text) {
        int sum = text.lastIndexOf("  \"sha256\" : \"");
        String before = text.substring(0, sum);
        return (before + "  \"sha256\" : \"" + Sha256.of(before.getBytes(StandardCharsets.UTF_8)) + "\"\n}\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
