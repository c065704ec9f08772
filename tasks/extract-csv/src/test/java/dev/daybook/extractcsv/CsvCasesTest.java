package dev.daybook.extractcsv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every case of {@code src/test/resources/cases} through the program. */
class CsvCasesTest {

    @TempDir
    private Path folder;

    static List<CsvCase> cases() {
        return CsvCase.all().toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aFileBecomesTheseRowsOrThisError(CsvCase csvCase) throws IOException {
        Path file = folder.resolve(csvCase.node().path("file").asText("data.csv"));
        Files.write(file, csvCase.csv());
        Files.write(folder.resolve("data.schema.json"), csvCase.schema());
        Path lake = folder.resolve("lake");
        List<String> options =
                new ArrayList<>(List.of("--file", csvCase.isUnnamed() ? file.toString() : "data=" + file));
        options.addAll(csvCase.options());

        StepRun run = StepRun.of(lake, options);

        String message = run.message()
                .replace(file.toString(), "FILE")
                .replace(folder.resolve("data.schema.json").toString(), "SCHEMA");
        assertThat(message).isEqualTo(csvCase.error().orElse(""));
        assertThat(run.exitCode()).isEqualTo(csvCase.exit());
        if (csvCase.error().isPresent()) {
            assertThat(LakeRows.find(lake)).isEmpty();
            assertThat(run.stderr()).doesNotContain("\tat ").doesNotContain("\u001b");
        } else {
            assertThat(LakeRows.read(lake)).isEqualTo(csvCase.rows());
        }
        if (csvCase.rejects().isPresent()) {
            assertThat(LakeRows.rejected(lake)).isEqualTo(csvCase.rejects().get());
            Manifest.Dataset data = LakeRows.extract(lake).manifest().datasets().getFirst();
            assertThat(data.rejectedRows()).isEqualTo(csvCase.rejects().get().size());
            assertThat(data.counts().orElseThrow().accepted())
                    .isEqualTo(csvCase.rows().size());
        }
    }

    @Test
    void everyRowOfTheTableOfBadInputsHasACase() {
        Set<Integer> covered = new TreeSet<>();
        cases().forEach(csvCase -> csvCase.node().path("row").forEach(row -> covered.add(row.intValue())));
        cases().forEach(csvCase -> covered.add(csvCase.node().path("row").asInt()));

        assertThat(covered).contains(8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26);
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(80);
    }
}
