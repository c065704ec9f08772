package dev.daybook.lake;

import static dev.daybook.lake.SampleExtracts.KEY;
import static dev.daybook.lake.SampleExtracts.RUN;
import static dev.daybook.lake.SampleExtracts.description;
import static dev.daybook.lake.SampleExtracts.orders;
import static dev.daybook.lake.SampleExtracts.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.files.LocalFileSteps;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.publish.Publication;
import dev.daybook.task.Period;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which extract a new one is compared with. */
class NewestExtractTest {

    @TempDir
    private Path folder;

    private Lake lake;

    @BeforeEach
    void openLake() {
        lake = PublishScenario.lake(folder.resolve("output"), new LocalFileSteps());
    }

    private static ExtractKey key(String period) {
        return new ExtractKey(KEY.pipeline(), KEY.source(), Period.parse(period));
    }

    private void publish(String period) {
        try (Publication publication = lake.begin(key(period), RUN, WriterSettings.DEFAULT)) {
            write(publication, orders(), 1);
            publication.publish(description(SampleExtracts.CLOSING), false);
        }
    }

    private String newestUpTo(String period) {
        return lake.newestUpTo(key(period))
                .manifest()
                .map(manifest -> manifest.extract().period().toString())
                .orElse("none");
    }

    @Test
    void itIsThePeriodsOwnOrElseTheNewestBeforeIt() {
        publish("2024-01-18");
        publish("2024-01-19T05");
        publish("2024-01-21");

        assertThat(newestUpTo("2024-01-17")).isEqualTo("none");
        assertThat(newestUpTo("2024-01-18")).isEqualTo("2024-01-18");
        assertThat(newestUpTo("2024-01-19")).isEqualTo("2024-01-18");
        assertThat(newestUpTo("2024-01-20")).isEqualTo("2024-01-19T05");
        assertThat(newestUpTo("2024-01-21")).isEqualTo("2024-01-21");
    }

    @Test
    void aSourceThatNeverPublishedHasNone() {
        NewestExtract newest = lake.newestUpTo(KEY);

        assertThat(newest.manifest()).isEmpty();
        assertThat(newest.warnings()).isEmpty();
    }

    @Test
    void foldersOfOtherNamesAndWithoutAManifestArePassedOverInSilence() throws IOException {
        publish("2024-01-18");
        Path source = SampleExtracts.folder(folder.resolve("output"), KEY).getParent();
        Files.createDirectories(source.resolve("logical_date=2024-01-19"));
        Files.createDirectories(source.resolve("logical_date=yesterday"));

        assertThat(newestUpTo("2024-01-20")).isEqualTo("2024-01-18");
        assertThat(lake.newestUpTo(KEY).warnings()).isEmpty();
    }

    @Test
    void aDamagedManifestIsPassedOverWithAWarning() throws IOException {
        publish("2024-01-18");
        publish("2024-01-19");
        Path manifest = SampleExtracts.folder(folder.resolve("output"), key("2024-01-19"))
                .resolve(LakePaths.MANIFEST);
        Files.writeString(manifest, "{\"cut");

        NewestExtract newest = lake.newestUpTo(KEY);

        assertThat(newest.manifest().orElseThrow().extract().period()).isEqualTo(Period.parse("2024-01-18"));
        assertThat(newest.warnings())
                .singleElement()
                .asString()
                .startsWith("the extract of 2024-01-19 cannot be compared with: damaged manifest " + manifest + ": ");
    }
}
