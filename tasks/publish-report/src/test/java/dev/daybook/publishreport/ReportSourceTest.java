package dev.daybook.publishreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
