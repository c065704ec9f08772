package dev.daybook.sourcefiles.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetFilesTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String file :
                List.of("in/b/2.csv", "in/b/10.csv", "in/B.csv", "in/a.csv", "in/.b.csv.tmp", "in/.c.csv", "x.csv")) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
        Files.createDirectories(folder.resolve("in/empty"));
    }

    private PeriodPattern pattern(String text) {
        return new PeriodPattern(folder.resolve(text));
    }

    private List<String> find(String... patterns) {
        return DatasetFiles.find(Stream.of(patterns).map(this::pattern).toList()).files().stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            in/*.csv   | in/B.csv in/a.csv
            in/?.csv   | in/B.csv in/a.csv
            in/*       | in/B.csv in/a.csv in/b in/empty
            in/.*.csv  | in/.c.csv
            in/*/*.csv | in/b/10.csv in/b/2.csv
            i*/*/2.csv | in/b/2.csv
            in/b/?.csv | in/b/2.csv
            in/nothing | in/nothing
            in/b/*.tsv | ''
            in/e*/*    | ''
            """)
    void matchesComeInTheByteOrderOfTheirPaths(String pattern, String files) {
        assertThat(String.join(" ", find(pattern))).isEqualTo(files);
    }

    @Test
    void fileIsThereOnceUnderWhateverNamesItIsMatched() throws IOException {
        Files.createSymbolicLink(folder.resolve("in/latest.csv"), Path.of("a.csv"));

        assertThat(find("in/*.csv", "in/a*", "in/a.csv")).containsExactly("in/B.csv", "in/a.csv");
    }

    @Test
    void patternWithoutAMatchIsNamed() {
        List<PeriodPattern> patterns = List.of(pattern("in/*.csv"), pattern("in/b/*.tsv"));

        assertThat(DatasetFiles.find(patterns).unmatched()).containsExactly(pattern("in/b/*.tsv"));
    }

    @Test
    void folderThatDoesNotExistIsNotReady() {
        assertThatThrownBy(() -> find("in/2024-01-20/*.csv"))
                .isInstanceOf(StepFailure.NotReady.class)
                .hasMessage(folder + "/in/2024-01-20/*.csv: the folder " + folder
                        + "/in/2024-01-20 does not exist; let whatever writes it run first, or correct the path");
    }

    @Test
    void fileInPlaceOfTheFolderIsRefused() {
        assertThatThrownBy(() -> find("in/a.csv/*"))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(
                        folder + "/in/a.csv: expected a folder, for the files " + folder + "/in/a.csv/*, found a file");
    }

    @ParameterizedTest
    @CsvSource({"out.csv,../x.csv,in/*.csv", "out,..,in/*/x.csv", "b/out.csv,../../x.csv,in/*/out.csv"})
    void linkOutOfTheFixedFolderIsRefused(String link, String target, String pattern) throws IOException {
        Files.createSymbolicLink(folder.resolve("in").resolve(link), Path.of(target));

        assertThatThrownBy(() -> find(pattern))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage(folder + "/in/" + link + ": expected a file below " + folder
                        + "/in, found a link that leads out of it; give what it leads to a path of its own");
    }

    @Test
    void linkThatIsNamedItselfIsFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("in/out.csv"), Path.of("../x.csv"));
        Files.createSymbolicLink(folder.resolve("day"), Path.of("in/b"));

        assertThat(find("in/out.csv")).containsExactly("in/out.csv");
        assertThat(find("day/*.csv")).containsExactly("day/10.csv", "day/2.csv");
    }
}
