package dev.daybook.extractcsv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.read.PublishedExtract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Datasets that are made of many files, found by patterns. */
class ManyFilesTest {

    @TempDir
    private Path folder;

    private Path day;
    private Path lake;
    private String pattern;

    @BeforeEach
    void writeSchema() throws IOException {
        lake = folder.resolve("lake");
        day = Files.createDirectories(folder.resolve("in").resolve(StepRun.DAY));
        pattern = folder.resolve("in/{date}/*.csv").toString();
        Files.writeString(folder.resolve("items.schema.json"), """
                {"fields": [{"name": "id", "type": "integer"}, {"name": "note", "type": "string"}], "primaryKey": "id"}
                """);
    }

    private void write(String name, String csv) throws IOException {
        Files.writeString(day.resolve(name), csv);
    }

    private StepRun run(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--file",
                "items=" + pattern,
                "--schema",
                folder.resolve("items.schema.json").toString()));
        options.addAll(Arrays.asList(more));
        return StepRun.of(lake, options);
    }

    @Test
    void filesAreOneDatasetInTheByteOrderOfTheirPaths() throws IOException {
        write("b.csv", "id,note\n3,c\n");
        write("a.csv", "id,note\n1,a\n2,b\n");
        write("c.csv", "id,note\n");

        StepRun run = run();

        PublishedExtract extract = LakeRows.extract(lake);
        assertThat(run.receipt().get("status").textValue()).isEqualTo("done");
        assertThat(LakeRows.read(lake)).containsExactly(List.of("1", "a"), List.of("2", "b"), List.of("3", "c"));
        assertThat(extract.manifest().identity())
                .containsEntry("items.file", day + "/*.csv")
                .containsEntry("items.files", "3")
                .containsEntry("items.bytes", "36");
        assertThat(run().receipt().get("status").textValue()).isEqualTo("unchanged");
    }

    @Test
    void severalPatternsOfOneNameAreOneDataset() throws IOException {
        write("a.csv", "id,note\n1,a\n");
        Path next = Files.createDirectories(folder.resolve("in/2024-01-21"));
        Files.writeString(next.resolve("a.csv"), "id,note\n2,b\n");

        StepRun run = run("--file", "items=" + folder.resolve("in/{next_date}/*.csv"));

        assertThat(run.exitCode()).isZero();
        assertThat(LakeRows.read(lake)).containsExactly(List.of("1", "a"), List.of("2", "b"));
    }

    /** Each of what can be wrong in the second of two files; FILE is its path, FIRST that of the other. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id,note~2,b,c~      | FILE, line 2: 3 columns found, 2 expected
            id,note~x,b~        | FILE, line 2, column 'id': expected bigint from -9223372036854775808 to 9223372036854775807, found 'x'
            id,notes~2,b~       | FILE, line 1: expected the columns id,note; found id,notes: missing: note; not declared: notes
            id,note~2,b~1,c~    | FILE, line 3: the same primary key (id) as in FIRST, line 2
            id,note~2,b~3,c~2,d~ | FILE, line 4: the same primary key (id) as in line 2
            id,note~2,"b        | FILE, line 2, column 'note': a quote is opened here and never closed before the end of the file
            """)
    void messageNamesTheFile(String csv, String message) throws IOException {
        write("a.csv", "id,note\n1,a\n");
        write("b.csv", csv.replace('~', '\n'));

        StepRun run = run();

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.message())
                .startsWith(message.replace("FILE", day + "/b.csv").replace("FIRST", day + "/a.csv"));
        assertThat(LakeRows.find(lake)).isEmpty();
    }

    @Test
    void badRowsCountForAllFilesAndAreToldWithTheirFile() throws IOException {
        write("a.csv", "id,note\nx,a\n1,a\n");
        write("b.csv", "id,note\n2,b\ny,b\n");

        StepRun allowed = run("--max-bad-rows", "2");
        StepRun tooMany = run("--max-bad-rows", "1");

        String first = day
                + "/a.csv, line 2, column 'id': expected bigint from -9223372036854775808 to 9223372036854775807, found 'x'";
        assertThat(allowed.receipt().get("warning_texts").get(0).textValue())
                .isEqualTo(day + "/*.csv: 2 bad rows are in items_rejected; the first: " + first);
        assertThat(LakeRows.read(lake)).containsExactly(List.of("1", "a"), List.of("2", "b"));
        assertThat(LakeRows.rejected(lake))
                .extracting(row -> row.subList(0, 2))
                .containsExactly(List.of("a.csv", "2"), List.of("b.csv", "3"));
        assertThat(tooMany.exitCode()).isEqualTo(65);
        assertThat(tooMany.message())
                .isEqualTo(
                        day + "/*.csv: 2 bad rows so far, --max-bad-rows allows 1; the first: " + first + "; " + day
                                + "/b.csv, line 3, column 'id': expected bigint from -9223372036854775808 to 9223372036854775807, found 'y'");
    }

    @Test
    void folderWithoutAMatchHasNoRowsAndIsToldSo() throws IOException {
        write("a.txt", "something else");

        StepRun run = run();

        assertThat(run.receipt().get("status").textValue()).isEqualTo("done");
        assertThat(run.receipt().get("rows").intValue()).isZero();
        assertThat(LakeRows.extract(lake).manifest().warnings())
                .containsExactly("no file matches " + day + "/*.csv, so items has no rows");
        assertThat(run().receipt().get("status").textValue()).isEqualTo("unchanged");
    }

    @Test
    void folderThatDoesNotExistIsNotReady() throws IOException {
        Files.delete(day);

        StepRun run = run();

        assertThat(run.exitCode()).isEqualTo(66);
        assertThat(run.message())
                .isEqualTo(day + "/*.csv: the folder " + day
                        + " does not exist; let whatever writes it run first, or correct the path");
    }

    @Test
    void folderInPlaceOfAFileIsRefused() throws IOException {
        Files.createDirectories(day.resolve("x.csv"));

        StepRun run = run();

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.message()).isEqualTo(day + "/x.csv: expected a CSV file, found a folder");
    }

    @Test
    void datasetOfAPatternHasTheNameAndTheSchemaOfItsFixedFolder() throws IOException {
        write("items.csv", "id,note\n1,a\n");
        Files.move(folder.resolve("items.schema.json"), folder.resolve("in/items.schema.json"));

        StepRun named = StepRun.of(
                lake, List.of("--file", folder.resolve("in/*/items.csv").toString()));
        StepRun unnamed = StepRun.of(
                lake, List.of("--file", folder.resolve("in/{date}/*.csv").toString()));

        assertThat(named.exitCode()).isZero();
        assertThat(unnamed.exitCode()).isEqualTo(64);
        assertThat(unnamed.message())
                .isEqualTo("--file: '" + folder
                        + "/in/{date}/*.csv' can be files of many names; name its dataset: --file DATASET=PATH");
    }

    @Test
    void hoursOfADayAreDoneInOneRun() throws IOException {
        pattern = folder.resolve("in/{date}/{hour}/*.csv").toString();
        for (String hour : List.of("22", "23")) {
            Files.createDirectories(day.resolve(hour));
        }
        Files.writeString(day.resolve("23/a.csv"), "id,note\n1,a\n");
        List<String> arguments = new ArrayList<>(List.of("--pipeline=shop", "--date=2024-01-20T22"));
        arguments.addAll(List.of("--file", "items=" + pattern, "--lake", lake.toString(), "--progress=none"));
        arguments.addAll(List.of("--schema", folder.resolve("items.schema.json").toString()));

        arguments.add("--through=2024-01-20T23");
        StepRun done = StepRun.program(arguments);
        arguments.set(arguments.size() - 1, "--through=2024-01-21T00");
        StepRun missing = StepRun.program(arguments);

        assertThat(done.receipt().get("periods").intValue()).isEqualTo(2);
        assertThat(done.receipt().get("rows").intValue()).isEqualTo(1);
        assertThat(missing.exitCode()).isEqualTo(66);
        assertThat(missing.message())
                .isEqualTo("2024-01-21T00: " + folder + "/in/2024-01-21/00/*.csv: the folder " + folder
                        + "/in/2024-01-21/00 does not exist; let whatever writes it run first, or correct the path");
        assertThat(missing.stderr()).contains(" INFO  2024-01-20T22: unchanged: ", " INFO  2024-01-20T23: unchanged: ");
    }
}
