package dev.daybook.extractcsv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.task.AsOf;
import dev.daybook.task.file.OddFiles;
import dev.daybook.task.file.ProcessUser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractCsvTest {

    private static final Instant CLOSING = Instant.parse("2024-01-21T02:00:00Z");
    private static final Instant LATE = Instant.parse("2024-03-01T00:00:00Z");
    private static final Path NORTHWIND_SCHEMA =
            Path.of("../../dags/northwind/order_details.schema.json").toAbsolutePath();

    @TempDir
    private Path folder;

    private Path file;
    private Path lake;

    @BeforeEach
    void writeSchema() throws IOException {
        file = folder.resolve("items.csv");
        lake = folder.resolve("lake");
        Files.writeString(folder.resolve("items.schema.json"), """
                {"fields": [{"name": "id", "type": "integer"}, {"name": "note", "type": "string"}], "primaryKey": "id"}
                """);
    }

    private void write(String csv, Instant modified) throws IOException {
        Files.writeString(file, csv);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private StepRun run(String... more) {
        List<String> options = new ArrayList<>(List.of("--file", file.toString()));
        options.addAll(Arrays.asList(more));
        return StepRun.of(lake, options);
    }

    @Test
    void theManifestSaysWhatTheFileWas() throws IOException {
        write("id,note\n1,x\n", CLOSING);

        StepRun run = run();

        Manifest manifest = LakeRows.extract(lake).manifest();
        assertThat(run.exitCode()).isZero();
        assertThat(run.receipt().get("rows").longValue()).isEqualTo(1);
        assertThat(manifest.kind()).isEqualTo(SourceKind.CSV);
        assertThat(manifest.asOf()).isEqualTo(new AsOf(CLOSING, AsOf.Kind.CLOSING));
        assertThat(manifest.identity())
                .containsEntry("items.file", file.toString())
                .containsEntry("items.bytes", "12")
                .containsEntry("items.modified", "2024-01-21T02:00:00Z");
        TableDefinition table = manifest.datasets().getFirst().table();
        assertThat(table.name()).isEqualTo(DatasetName.bare("items"));
        assertThat(table.target()).isEqualTo("items");
        assertThat(table.primaryKey())
                .isEqualTo(Optional.of(new TableDefinition.Key("items_pkey", List.of("id"), false, false)));
    }

    @Test
    void theManifestSaysHowADatasetIsLoaded() throws IOException {
        Files.writeString(folder.resolve("items.schema.json"), """
                {"daybook:load": "events", "fields": [{"name": "id", "type": "integer"}, {"name": "note"}]}
                """);
        write("id,note\n1,x\n", CLOSING);

        assertThat(run().exitCode()).isZero();

        Manifest manifest = LakeRows.extract(lake).manifest();
        assertThat(manifest.datasets().getFirst().table().load()).isEqualTo(LoadMode.EVENTS);
    }

    @Test
    void filesThatAreLoadedInTwoWaysAreTwoSources() throws IOException {
        Files.writeString(folder.resolve("clicks.schema.json"), """
                {"daybook:load": "events", "fields": [{"name": "id", "type": "integer"}]}
                """);

        StepRun mixed = run("--file", folder.resolve("clicks.csv").toString());

        assertThat(mixed.exitCode()).isEqualTo(78);
        assertThat(mixed.message())
                .isEqualTo("clicks: expected all datasets of an extract to be snapshots or none, found items loaded as"
                        + " snapshot and clicks as events; extract them as two sources");
    }

    @Test
    void theSameContentAgainIsUnchanged() throws IOException {
        write("id,note\n1,x\n2,y\n", CLOSING);
        run();
        write("id,note\r\n2,\"y\"\r\n1,\"x\"\r\n", CLOSING);

        StepRun again = run();

        assertThat(again.receipt().get("status").textValue()).isEqualTo("unchanged");
    }

    @Test
    void aLateStateDoesNotReplaceTheOneThePeriodClosedWith() throws IOException {
        write("id,note\n1,x\n", CLOSING);
        run();
        write("id,note\n1,later\n", LATE);

        StepRun kept = run();
        List<List<String>> rowsKept = LakeRows.read(lake);
        StepRun replaced = run("--replace");

        assertThat(kept.exitCode()).isZero();
        assertThat(kept.receipt().get("status").textValue()).isEqualTo("kept");
        assertThat(kept.stderr())
                .contains("the closing extract of 2024-01-21T02:00:00Z stays, as that state cannot be had again; to"
                        + " replace it with the source's state of now use --replace");
        assertThat(rowsKept).containsExactly(List.of("1", "x"));
        assertThat(replaced.receipt().get("status").textValue()).isEqualTo("done");
        assertThat(LakeRows.read(lake)).containsExactly(List.of("1", "later"));
    }

    @Test
    void aFirstLateStateIsPublishedWithAWarning() throws IOException {
        write("id,note\n1,x\n", LATE);

        StepRun run = run();

        assertThat(run.receipt().get("status").textValue()).isEqualTo("done");
        assertThat(LakeRows.extract(lake).manifest().warnings())
                .containsExactly("the first extract of 2024-01-20 is late: it holds the source's state of"
                        + " 2024-03-01T00:00:00Z, not that of the period's end");
        assertThat(run.receipt().get("warnings").intValue()).isEqualTo(1);
    }

    @Test
    void aFileOfThePeriodIsNotLiveAndAlwaysReplaces() throws IOException {
        file = folder.resolve("items-2024-01-20.csv");
        write("id,note\n1,x\n", CLOSING);
        String dated = "items=" + folder.resolve("items-{date}.csv");
        StepRun.of(lake, List.of("--file", dated));
        write("id,note\n1,later\n", LATE);

        StepRun replaced = StepRun.of(lake, List.of("--file", dated));

        assertThat(replaced.receipt().get("status").textValue()).isEqualTo("done");
        assertThat(replaced.receipt().get("warnings").intValue()).isZero();
        assertThat(LakeRows.read(lake)).containsExactly(List.of("1", "later"));
    }

    @Test
    void severalFilesAreOneExtract() throws IOException {
        write("id,note\n1,x\n", CLOSING);
        Path other = Files.writeString(folder.resolve("other.csv"), "id,note\n7,z\n");
        Files.setLastModifiedTime(other, FileTime.from(CLOSING.plusSeconds(60)));

        StepRun run = StepRun.of(
                lake,
                List.of(
                        "--file",
                        file.toString(),
                        "--file",
                        "more=" + other,
                        "--schema",
                        "more=" + folder.resolve("items.schema.json"),
                        "--target",
                        "more=more_items"));

        Manifest manifest = LakeRows.extract(lake).manifest();
        assertThat(run.exitCode()).isZero();
        assertThat(manifest.datasets())
                .extracting(dataset -> dataset.table().target())
                .containsExactly("items", "more_items");
        assertThat(manifest.asOf().time()).isEqualTo(CLOSING.plusSeconds(60));
        assertThat(LakeRows.read(lake)).containsExactly(List.of("1", "x"), List.of("7", "z"));
    }

    @Test
    void aFileThatIsNotThereIsNotReady() throws IOException {
        StepRun run = run();

        assertThat(run.exitCode()).isEqualTo(66);
        assertThat(run.message())
                .isEqualTo(file + ": the file does not exist; let whatever writes it run first, or name another with"
                        + " --file");
    }

    /** None of them is waited for, or read until memory ends. */
    @Timeout(60)
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PIPE       | 65 | %s: expected a CSV file, found a named pipe
            ENDLESS    | 65 | %s: expected a CSV file, found a device
            FOLDER     | 65 | %s: expected a CSV file, found a folder
            SOCKET     | 65 | %s: expected a CSV file, found a socket
            LOOP       | 74 | %s: cannot be read: Too many levels of symbolic links or unable to access attributes of symbolic link
            DANGLING   | 66 | %s: the file does not exist; let whatever writes it run first, or name another with --file
            """)
    void whatIsNoFileIsRefusedAtOnce(OddFiles.Kind kind, int exitCode, String message) throws IOException {
        new OddFiles(folder).make(kind, file.getFileName().toString());

        StepRun run = run();

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.message()).isEqualTo(message.formatted(file));
    }

    @Timeout(60)
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PIPE       | 78 | schema %s: cannot be read: expected a file, found a named pipe
            ENDLESS    | 78 | schema %s: cannot be read: expected a file, found a device
            FOLDER     | 78 | schema %s: cannot be read: expected a file, found a folder
            SOCKET     | 78 | schema %s: cannot be read: expected a file, found a socket
            LOOP       | 78 | schema %s: cannot be read: Too many levels of symbolic links or unable to access attributes of symbolic link
            UNREADABLE | 77 | schema %s: may not be read; give uid:gid 0:0 the right to read it
            """)
    void whatIsNoSchemaFileIsRefusedAtOnce(OddFiles.Kind kind, int exitCode, String message) throws IOException {
        Path schema = folder.resolve("items.schema.json");
        Files.delete(schema);
        new OddFiles(folder).make(kind, "items.schema.json");
        write("id,note\n1,x\n", CLOSING);

        StepRun run = run();

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.message()).isEqualTo(message.formatted(schema).replace("uid:gid 0:0", ProcessUser.shown()));
    }

    @Test
    void aSchemaThatIsTooLargeIsRefused() throws IOException {
        Path schema = folder.resolve("items.schema.json");
        Files.write(schema, new byte[(16 << 20) + 1]);
        write("id,note\n1,x\n", CLOSING);

        StepRun run = run();

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.message())
                .isEqualTo("schema " + schema + ": cannot be read: expected at most 16777216 bytes, found more");
    }

    @Test
    void aSchemaThatIsNotThereIsAConfigurationProblem() throws IOException {
        Files.delete(folder.resolve("items.schema.json"));
        write("id,note\n1,x\n", CLOSING);

        StepRun run = run();

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.message())
                .isEqualTo("schema " + folder.resolve("items.schema.json")
                        + " does not exist; write one (a first draft: extract-csv inspect FILE --output"
                        + " items.schema.json) or name another with --schema");
    }

    @Test
    void wrongOptionsAreAllNamed() throws IOException {
        write("id,note\n1,x\n", CLOSING);

        StepRun run = run(
                "--source=reports",
                "--file=",
                "--schema=",
                "--target=items",
                "--allow-missing=a.b.c",
                "--max-bad-rows=many",
                "--max-field=16MB",
                "--max-line=0",
                "--max-unpacked=1e9",
                "--max-ratio=0",
                "--compression=lzo");

        assertThat(run.exitCode()).isEqualTo(64);
        String bytes = ": expected a number of bytes such as 1048576, 16MiB or 20GiB, found ";
        assertThat(run.errors())
                .containsExactlyInAnyOrder(
                        "--source: the source name 'reports' is reserved for reports; take another one",
                        "--file: expected PATH or DATASET=PATH, found ''",
                        "--schema: expected PATH or DATASET=PATH, found ''",
                        "--target: expected DATASET=NAME, found 'items'",
                        "--allow-missing: expected schema.table with * and ?, found 'a.b.c': there are 3 parts; quote a"
                                + " name that holds a dot",
                        "--max-bad-rows: expected a number of rows or a percentage from 0% to 100%, found 'many'",
                        "--max-field" + bytes + "'16MB'",
                        "--max-line" + bytes + "'0'",
                        "--max-unpacked" + bytes + "'1e9'",
                        "--max-ratio: expected a whole number from 1 to 999999999, found '0'",
                        "--compression: expected zstd, zstd:LEVEL (1 to 22), snappy or none, found 'lzo'");
    }

    @Test
    void optionsForAFileThatIsNotNamedAreRefused() throws IOException {
        write("id,note\n1,x\n", CLOSING);

        StepRun target = run("--target", "item=x");
        StepRun placeholder = StepRun.of(lake, List.of("--file", "items=" + folder.resolve("{day}.csv")));
        StepRun unnamed = StepRun.of(
                lake, List.of("--file", folder.resolve("items-{date}.csv").toString()));

        assertThat(target.exitCode()).isEqualTo(64);
        assertThat(target.message()).isEqualTo("--target: no file is named 'item', did you mean items?");
        assertThat(placeholder.message())
                .isEqualTo(
                        "--file: expected one of {date}, {hour}, {h}, {period}, {next_date}, {next_hour}, each with a"
                                + " format or without, found '{day}', did you mean {date}?");
        assertThat(unnamed.message())
                .isEqualTo("--file: '" + folder.resolve("items-{date}.csv")
                        + "' has another name every day; name its dataset: --file DATASET=PATH");
    }

    @Test
    void twoDatasetsWithOneTargetAreRefused() throws IOException {
        write("id,note\n1,x\n", CLOSING);

        StepRun run = StepRun.of(
                lake,
                List.of(
                        "--file",
                        file.toString(),
                        "--file",
                        "more=" + file,
                        "--schema",
                        "more=" + folder.resolve("items.schema.json"),
                        "--target",
                        "more=items"));

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.message())
                .isEqualTo("items and more both have the target 'items'; give one another: --target DATASET=NAME");
    }

    @Test
    void checkTouchesNothingAndFindsWhatIsMissing() throws IOException {
        StepRun missing = check();
        write("id,note\nwrong\n", CLOSING);
        StepRun found = check();

        assertThat(missing.exitCode()).isEqualTo(66);
        assertThat(found.exitCode()).isZero();
        assertThat(LakeRows.find(lake)).isEmpty();
    }

    private StepRun check() {
        return StepRun.program(List.of(
                "check",
                "--pipeline",
                "shop",
                "--date",
                StepRun.DAY,
                "--lake",
                lake.toString(),
                "--file",
                file.toString()));
    }

    @Test
    void theDriverIsNotOnTheClassPath() {
        assertThatThrownBy(() -> Class.forName("org.postgresql.Driver")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void theOriginalOrderDetailsAddUp() throws IOException {
        Path original = Path.of("../../../shared/data/northwind/order_details.csv");
        assumeTrue(Files.exists(original), "the original data is not beside the repository");

        StepRun run = StepRun.of(lake, List.of("--file", original.toString(), "--schema", NORTHWIND_SCHEMA.toString()));

        assertThat(run.exitCode()).isZero();
        List<List<String>> rows = LakeRows.read(lake);
        BigDecimal gross = BigDecimal.ZERO;
        BigDecimal net = BigDecimal.ZERO;
        for (List<String> row : rows) {
            BigDecimal line = new BigDecimal(row.get(2)).multiply(new BigDecimal(row.get(3)));
            gross = gross.add(line);
            net = net.add(line.multiply(BigDecimal.ONE.subtract(new BigDecimal(row.get(4)))));
        }
        assertThat(rows).hasSize(2155);
        assertThat(gross).isEqualByComparingTo("1354458.59");
        assertThat(net).isEqualByComparingTo("1265793.0395");
        assertThat(LakeRows.extract(lake)
                        .manifest()
                        .datasets()
                        .getFirst()
                        .table()
                        .foreignKeys())
                .extracting(key -> key.dataset().toString())
                .containsExactly("orders", "products");
    }

    @Test
    void aDatasetOfTheNewestExtractThatNoFileGivesIsRefusedUnlessAllowed() throws IOException {
        write("id,note\n1,x\n", CLOSING);
        run();

        StepRun refused = StepRun.of(lake, List.of("--file", "goods=" + file, "--schema", schema()));
        StepRun allowed =
                StepRun.of(lake, List.of("--file", "goods=" + file, "--schema", schema(), "--allow-missing", "it*"));

        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.message())
                .isEqualTo(
                        "the extract of 2024-01-20 has 1 dataset that this one would not have: items (no --file gives"
                                + " it); if that is meant: --allow-missing 'items'");
        assertThat(allowed.exitCode()).isZero();
        assertThat(LakeRows.extract(lake).manifest().warnings())
                .containsExactly("missing, as --allow-missing says: items, of the extract of 2024-01-20");
    }

    @Test
    void anotherNameOfAColumnIsThatOfTheLakeAndOfEveryKey() throws IOException {
        String tooLong = "c".repeat(70);
        Files.writeString(folder.resolve("items.schema.json"), """
                {"fields": [{"name": "xmin", "daybook:name": "x_min", "type": "integer"},
                            {"name": "LONG", "daybook:name": "short", "type": "integer", "constraints": {"unique": true}}],
                 "primaryKey": "xmin",
                 "foreignKeys": [{"fields": "LONG", "reference": {"resource": "", "fields": "xmin"}},
                                 {"fields": "xmin", "reference": {"resource": "other", "fields": "xmin"}}]}
                """.replace("LONG", tooLong));
        write("xmin," + tooLong + "\n1,1\n", CLOSING);

        assertThat(run().exitCode()).isZero();

        TableDefinition table =
                LakeRows.extract(lake).manifest().datasets().getFirst().table();
        assertThat(table.columns()).extracting(column -> column.name()).containsExactly("x_min", "short");
        assertThat(table.columns().getFirst().required()).isTrue();
        assertThat(table.primaryKey().orElseThrow().columns()).containsExactly("x_min");
        assertThat(table.uniqueKeys())
                .containsExactly(new TableDefinition.Key("items_short_key", List.of("short"), false, false));
        assertThat(table.foreignKeys())
                .extracting(key -> key.columns())
                .containsExactly(List.of("short"), List.of("x_min"));
        assertThat(table.foreignKeys())
                .extracting(key -> key.referencedColumns())
                .containsExactly(List.of("x_min"), List.of("xmin"));
    }

    @Test
    void namesOfKeysFitPostgresAndDiffer() throws IOException {
        String first = "k".repeat(60);
        Files.writeString(folder.resolve("items.schema.json"), """
                {"fields": [{"name": "#1", "type": "integer"}, {"name": "#2", "type": "integer"}],
                 "uniqueKeys": [["#1"], ["#2"]]}
                """.replace("#", first));
        write(first + "1," + first + "2\n1,1\n", CLOSING);

        assertThat(run().exitCode()).isZero();

        assertThat(LakeRows.extract(lake)
                        .manifest()
                        .datasets()
                        .getFirst()
                        .table()
                        .uniqueKeys())
                .extracting(key -> key.name())
                .containsExactly("items_" + "k".repeat(53) + "_key", "items_" + "k".repeat(52) + "_key1");
    }

    private String schema() {
        return folder.resolve("items.schema.json").toString();
    }
}
