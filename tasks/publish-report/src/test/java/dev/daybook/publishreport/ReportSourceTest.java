package dev.daybook.publishreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.OddFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportSourceTest {

    private static final String GOOD = "-- title: t\n-- columns: a\n-- order key: a\nSELECT 1 AS a";

    @TempDir
    private Path folder;

    @Test
    void namesAReportAfterItsFile() throws IOException {
        Path path = Files.writeString(folder.resolve("daily_sales.sql"), GOOD);

        assertThat(ReportSource.read(List.of(path)))
                .singleElement()
                .extracting(ReportDefinition::name, ReportDefinition::sql)
                .containsExactly("daily_sales", GOOD);
    }

    @Test
    void tellsAllThatIsWrongWithAllFilesAtOnce() throws IOException {
        Path good = Files.writeString(folder.resolve("good.sql"), GOOD);
        Path twin =
                Files.writeString(Files.createDirectory(folder.resolve("twin")).resolve("good.sql"), GOOD);
        Path capital = folder.resolve("Sales.sql");
        Path missing = folder.resolve("missing.sql");
        Path latin = Files.write(folder.resolve("latin.sql"), new byte[] {'-', '-', ' ', (byte) 0xE9});
        Path untitled = Files.writeString(folder.resolve("untitled.sql"), "-- columns: a\n-- order key: a\n");

        StepFailure.Configuration failure = catchThrowableOfType(
                StepFailure.Configuration.class,
                () -> ReportSource.read(List.of(good, twin, capital, missing, latin, untitled)));

        assertThat(failure.problems())
                .containsExactly(
                        twin + ": a report called good is already given: " + good,
                        capital + ": expected a file name like orders_with_details.sql: [a-z][a-z0-9_]*, then .sql",
                        missing + ": no such file",
                        latin + ": expected UTF-8, found bytes that are not",
                        untitled + ": expected a line '-- title: ...' in the comment that begins the file, found none");
    }

    /** None of them is waited for, or read until memory ends. */
    @Timeout(60)
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PIPE       | cannot be read: expected a file, found a named pipe
            ENDLESS    | cannot be read: expected a file, found a device
            FOLDER     | cannot be read: expected a file, found a folder
            SOCKET     | cannot be read: expected a file, found a socket
            DANGLING   | no such file
            LOOP       | cannot be read: Too many levels of symbolic links or unable to access attributes of symbolic link
            UNREADABLE | cannot be read: permission denied
            """)
    void refusesAtOnceWhatIsNoFile(OddFiles.Kind kind, String message) throws IOException {
        Path path = new OddFiles(folder).make(kind, "sales.sql");

        assertThatThrownBy(() -> ReportSource.read(List.of(path)))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(path + ": " + message);
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        Path path = Files.write(folder.resolve("sales.sql"), new byte[(16 << 20) + 1]);

        assertThatThrownBy(() -> ReportSource.read(List.of(path)))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(path + ": cannot be read: expected at most 16777216 bytes, found more");
    }
}
