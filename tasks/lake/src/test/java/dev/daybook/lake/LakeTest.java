package dev.daybook.lake;

import static dev.daybook.lake.SampleExtracts.CLOSING;
import static dev.daybook.lake.SampleExtracts.DAY;
import static dev.daybook.lake.SampleExtracts.INTRADAY;
import static dev.daybook.lake.SampleExtracts.KEY;
import static dev.daybook.lake.SampleExtracts.LATE;
import static dev.daybook.lake.SampleExtracts.PIPELINE;
import static dev.daybook.lake.SampleExtracts.RUN;
import static dev.daybook.lake.SampleExtracts.description;
import static dev.daybook.lake.SampleExtracts.number;
import static dev.daybook.lake.SampleExtracts.orders;
import static dev.daybook.lake.SampleExtracts.publish;
import static dev.daybook.lake.SampleExtracts.published;
import static dev.daybook.lake.SampleExtracts.table;
import static dev.daybook.lake.SampleExtracts.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.files.Folders;
import dev.daybook.lake.files.LocalFileSteps;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.RecordCounts;
import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.lake.publish.DatasetWriter;
import dev.daybook.lake.publish.Publication;
import dev.daybook.lake.publish.Publication.Outcome;
import dev.daybook.lake.publish.ReportPublication;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.task.AsOf;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {

    @TempDir
    private Path folder;

    private Lake lake;

    @BeforeEach
    void openLake() {
        lake = PublishScenario.lake(folder.resolve("output"), new LocalFileSteps());
    }

    @Test
    void publishesAllDatasetsInOneFolder() throws IOException {
        try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
            assertThat(publication.current()).isEmpty();
            write(publication, orders(), 1, 2, 3);
            write(publication, table("Empty.Table", number("number")));
            write(publication, table("nothing"));
            Outcome outcome = publication.publish(description(CLOSING), false);
            assertThat(outcome).isInstanceOf(Outcome.Published.class);
            assertThat(((Outcome.Published) outcome).replaced()).isFalse();
        }

        String one = Sha256.of("1\n2\n3\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(tree())
                .containsExactly(
                        "_staging/locks/northwind-postgres-2024-01-20.lock",
                        "northwind/postgres/logical_date=2024-01-20/_SUCCESS",
                        "northwind/postgres/logical_date=2024-01-20/_manifest.json",
                        "northwind/postgres/logical_date=2024-01-20/public.%45mpty%2e%54able/part-00000-e3b0c442.parquet",
                        "northwind/postgres/logical_date=2024-01-20/public.orders/part-00000-" + one.substring(0, 8)
                                + ".parquet");
        PublishedExtract extract = lake.find(KEY).orElseThrow();
        extract.verify();
        assertThat(SampleExtracts.read(extract, "orders")).containsExactly(1L, 2L, 3L);
        assertThat(extract.manifest().datasets())
                .extracting(dataset -> dataset.table().dataset())
                .containsExactly("public.Empty.Table", "public.nothing", "public.orders");
        assertThat(extract.manifestHash())
                .isEqualTo(Sha256.of(Files.readAllBytes(
                        SampleExtracts.folder(folder.resolve("output"), KEY).resolve("_manifest.json"))));
        assertThat(extract.isCurrent()).isTrue();
    }

    @Test
    void findsNothingWhereNothingIsPublished() throws IOException {
        assertThat(lake.find(KEY)).isEmpty();
        Files.createDirectories(
                SampleExtracts.folder(folder.resolve("output"), KEY).resolve("public.orders"));
        assertThat(lake.find(KEY)).isEmpty();
    }

    @Test
    void leavesTheManifestAloneWhenNothingChanged() throws IOException {
        publish(lake, 1, 2);
        List<String> before = tree();
        String hash = lake.find(KEY).orElseThrow().manifestHash();

        assertThat(publish(lake, CLOSING.plusSeconds(60), false, 1, 2)).isInstanceOf(Outcome.Unchanged.class);

        assertThat(tree()).isEqualTo(before);
        assertThat(lake.find(KEY).orElseThrow().manifestHash()).isEqualTo(hash);
    }

    @Test
    void replacesChangedContentAsAWhole() throws IOException {
        publish(lake, 1, 2);
        PublishedExtract old = lake.find(KEY).orElseThrow();

        Outcome outcome = publish(lake, 3);

        assertThat(((Outcome.Published) outcome).replaced()).isTrue();
        assertThat(published(lake)).contains(List.of(3L));
        assertThat(old.isCurrent()).isFalse();
        assertThat(tree()).filteredOn(path -> path.startsWith("_staging")).hasSize(1);
        assertThatThrownBy(() -> SampleExtracts.read(old, "orders"))
                .isInstanceOf(StepFailure.Temporary.class)
                .hasMessage("northwind/postgres 2024-01-20 was replaced while it was read; run this again");
    }

    @Test
    void replacesWhereTheDefinitionChangedThoughTheRowsDidNot() {
        publish(lake, 1, 2);
        ColumnDefinition plain = number("number");
        for (ColumnDefinition changed : List.of(
                new ColumnDefinition("n", plain.type(), plain.sourceType(), true, Optional.empty(), Optional.empty()),
                new ColumnDefinition(
                        "n", plain.type(), plain.sourceType(), true, Optional.of("pg_catalog.C"), Optional.empty()),
                new ColumnDefinition(
                        "n", plain.type(), plain.sourceType(), true, Optional.empty(), Optional.of("how many")),
                new ColumnDefinition(
                        "n", plain.type(), plain.sourceType(), false, Optional.empty(), Optional.empty()))) {
            try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
                write(publication, table("orders", changed), 1, 2);
                assertThat(publication.publish(description(CLOSING), false)).isInstanceOf(Outcome.Published.class);
            }
            try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
                write(publication, table("orders", changed), 1, 2);
                assertThat(publication.publish(description(CLOSING), false)).isInstanceOf(Outcome.Unchanged.class);
            }
        }
    }

    @Test
    void replacesWhenADatasetIsGone() {
        try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
            write(publication, orders(), 1);
            write(publication, table("customers", number("number")), 2);
            publication.publish(description(CLOSING), false);
        }
        assertThat(publish(lake, 1)).isInstanceOf(Outcome.Published.class);
    }

    @Test
    void letsEachKindOfStateReplaceWhatItMay() {
        record Case(Instant before, Instant next, boolean replace, Class<? extends Outcome> outcome) {}
        for (Case row : List.of(
                new Case(INTRADAY, INTRADAY, false, Outcome.Published.class),
                new Case(INTRADAY, CLOSING, false, Outcome.Published.class),
                new Case(INTRADAY, LATE, false, Outcome.Published.class),
                new Case(CLOSING, INTRADAY, false, Outcome.Published.class),
                new Case(CLOSING, CLOSING, false, Outcome.Published.class),
                new Case(CLOSING, LATE, false, Outcome.Kept.class),
                new Case(CLOSING, LATE, true, Outcome.Published.class),
                new Case(LATE, LATE, false, Outcome.Published.class),
                new Case(LATE, CLOSING, false, Outcome.Published.class))) {
            publish(lake, row.before(), true, 1);
            assertThat(lake.find(KEY).orElseThrow().manifest().asOf().time())
                    .as("%s", row)
                    .isEqualTo(row.before());
            Outcome outcome = publish(lake, row.next(), row.replace(), 2);
            assertThat(outcome).as("%s", row).isInstanceOf(row.outcome());
            assertThat(outcome.manifest())
                    .isEqualTo(lake.find(KEY).orElseThrow().manifest());
            publish(lake, INTRADAY, true, 99);
        }
    }

    @Test
    void recordsThatAnUnchangedStateIsTheClosingOne() {
        publish(lake, INTRADAY, false, 1);
        assertThat(publish(lake, CLOSING, false, 1)).isInstanceOf(Outcome.Published.class);
        assertThat(publish(lake, LATE, false, 1)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(publish(lake, LATE, false, 2)).isInstanceOf(Outcome.Kept.class);
        assertThat(lake.find(KEY).orElseThrow().manifest().asOf()).isEqualTo(AsOf.of(DAY, CLOSING));
    }

    @Test
    void alwaysReplacesWhatComesFromASourceThatIsNotLive() {
        publish(lake, CLOSING, false, 1);
        try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
            write(publication, orders(), 2);
            assertThat(publication.publish(description(LATE, false), false)).isInstanceOf(Outcome.Published.class);
        }
    }

    @Test
    void replacesADamagedExtract() throws IOException {
        publish(lake, 1);
        Path manifest = SampleExtracts.folder(folder.resolve("output"), KEY).resolve("_manifest.json");
        Files.writeString(manifest, "{}");
        assertThatThrownBy(() -> lake.find(KEY))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("damaged manifest " + manifest
                        + ": format_version: the key is missing; run the extract of this period again");
        try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
            assertThat(publication.current()).isEmpty();
        }
        assertThat(publish(lake, 1)).isInstanceOf(Outcome.Published.class);
        assertThat(published(lake)).contains(List.of(1L));
    }

    @Test
    void mendsADamagedFileWithTheSameContent() throws IOException {
        publish(lake, 1);
        Path file;
        try (Stream<Path> files = Files.walk(SampleExtracts.folder(folder.resolve("output"), KEY))) {
            file = files.filter(path -> path.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(file);

        assertThat(publish(lake, 1)).isInstanceOf(Outcome.Published.class);
        assertThat(published(lake)).contains(List.of(1L));
    }

    @Test
    void refusesTheManifestOfAnotherExtract() throws IOException {
        publish(lake, 1);
        for (Manifest.ExtractKey other : List.of(
                new Manifest.ExtractKey(PIPELINE, KEY.source(), dev.daybook.task.Period.parse("2024-01-21")),
                new Manifest.ExtractKey(PIPELINE, new SourceName("csv"), DAY),
                new Manifest.ExtractKey(new dev.daybook.task.PipelineName("southwind"), KEY.source(), DAY))) {
            Path directory = SampleExtracts.folder(folder.resolve("output"), other);
            Files.createDirectories(directory);
            Files.copy(
                    SampleExtracts.folder(folder.resolve("output"), KEY).resolve("_manifest.json"),
                    directory.resolve("_manifest.json"));
        }
        assertThatThrownBy(() -> lake.find(
                        new Manifest.ExtractKey(PIPELINE, KEY.source(), dev.daybook.task.Period.parse("2024-01-21"))))
                .hasMessage("damaged manifest " + folder
                        + "/output/northwind/postgres/logical_date=2024-01-21/_manifest.json: period: the directory is"
                        + " that of 2024-01-21, the manifest says 2024-01-20; run the extract of this period again");
        assertThatThrownBy(() -> lake.find(new Manifest.ExtractKey(PIPELINE, new SourceName("csv"), DAY)))
                .hasMessageContaining("source: the directory is that of csv, the manifest says postgres");
        assertThatThrownBy(() -> lake.find(
                        new Manifest.ExtractKey(new dev.daybook.task.PipelineName("southwind"), KEY.source(), DAY)))
                .hasMessageContaining("pipeline: the directory is that of southwind, the manifest says northwind");
    }

    @Test
    void removesTheStagingFolderOfAPublicationThatIsGivenUp() throws IOException {
        publish(lake, 1);
        List<String> before = tree();
        try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
            write(publication, orders(), 2);
            assertThat(tree()).hasSizeGreaterThan(before.size());
        }
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void warnsOfAColumnThatTheFolderKeyHides() {
        String warning =
                "the column 'Logical_Date' of public.orders has the name of the lake's folder key logical_date;"
                        + " query engines that read the lake's folders show the period instead";
        try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
            write(publication, table("orders", number("Logical_Date")), 1);
            assertThat(publication.warnings()).containsExactly(warning);
            publication.publish(description(CLOSING), false);
        }
        assertThat(lake.find(KEY).orElseThrow().manifest().warnings()).containsExactly(warning);
    }

    @Test
    void refusesToFinishWhatDoesNotAddUp() {
        try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
            DatasetWriter dataset = publication.dataset(orders());
            try (PartWriter part = dataset.part()) {
                part.write(SampleExtracts.batch(orders(), 1, 2));
                assertThatThrownBy(() -> dataset.finish(SampleExtracts.content(1, 2), 0))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("a part is not finished: public.orders");
                part.finish();
            }
            assertThatThrownBy(() -> publication.publish(description(CLOSING), false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the dataset is not finished: public.orders");
            assertThatThrownBy(() -> dataset.finish(SampleExtracts.content(1), 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("wrote 2 rows of public.orders, hashed 1");
        }
        assertThat(lake.find(KEY)).isEmpty();
    }

    @Test
    void countsOfRecordsAreContentToo() {
        RecordCounts one = RecordCounts.of(1, 1, Map.of("structure", 1L));
        assertThat(publishCounted(one)).isInstanceOf(Outcome.Published.class);
        assertThat(publishCounted(one)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(publishCounted(RecordCounts.of(1, 1, Map.of("unparsable", 1L))))
                .isInstanceOf(Outcome.Published.class);

        Manifest.Dataset orders =
                lake.find(KEY).orElseThrow().manifest().datasets().getFirst();
        assertThat(orders.rejectedRows()).isEqualTo(1);
        assertThat(orders.counts()).contains(RecordCounts.of(1, 1, Map.of("unparsable", 1L)));
    }

    private Outcome publishCounted(RecordCounts counts) {
        try (Publication publication = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
            DatasetWriter dataset = publication.dataset(orders());
            try (PartWriter part = dataset.part()) {
                part.write(SampleExtracts.batch(orders(), 1));
                part.finish();
            }
            dataset.finish(SampleExtracts.content(1), counts);
            return publication.publish(description(CLOSING), false);
        }
    }

    @Test
    void publishesAReportInOneStepAndLeavesTheSameBytesAlone() throws IOException {
        assertThat(publishReport("a;1\n")).isTrue();
        Path report = folder.resolve("output/northwind/reports/orders_with_details/logical_date=2024-01-20");
        assertThat(report.resolve("report.csv")).hasContent("a;1\n");
        Instant written =
                Files.getLastModifiedTime(report.resolve("report.csv")).toInstant();

        assertThat(publishReport("a;1\n")).isFalse();
        assertThat(Files.getLastModifiedTime(report.resolve("report.csv")).toInstant())
                .isEqualTo(written);
        assertThat(publishReport("a;2\n")).isTrue();
        assertThat(report.resolve("report.csv")).hasContent("a;2\n");
        assertThat(tree()).filteredOn(path -> path.startsWith("_staging")).hasSize(1);
    }

    private boolean publishReport(String text) throws IOException {
        try (ReportPublication report = lake.beginReport(PIPELINE, "orders_with_details", DAY, RUN)) {
            SampleExtracts.write(report.create("report.csv"), text);
            assertThat(report.location())
                    .isEqualTo(lake.location() + "/northwind/reports/orders_with_details/logical_date=2024-01-20");
            return report.publish();
        }
    }

    @Test
    void checksWithoutLeavingAnything() throws IOException {
        assertThat(lake.check(PIPELINE)).isTrue();
        assertThat(tree()).isEmpty();
        assertThat(Folders.entries(folder.resolve("output").resolve("northwind")))
                .isEmpty();
    }

    @Test
    void makesNoLakeWhereAMountIsMissing() {
        Lake far = Lake.at(folder.resolve("mnt/lake/output"));
        String message = "the lake " + folder + "/mnt/lake/output does not exist, nor does the folder it would be made"
                + " in; make " + folder + "/mnt/lake or correct --lake";
        assertThatThrownBy(() -> far.check(PIPELINE))
                .isInstanceOf(StepFailure.CannotCreate.class)
                .hasMessage(message);
        assertThatThrownBy(() -> far.begin(KEY, RUN, WriterSettings.DEFAULT))
                .isInstanceOf(StepFailure.CannotCreate.class)
                .hasMessage(message);
        assertThat(folder.resolve("mnt")).doesNotExist();
    }

    /** All files of the lake, relative to its root, and nothing of empty folders. */
    private List<String> tree() throws IOException {
        try (Stream<Path> paths = Files.walk(folder.resolve("output"))) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.resolve("output").relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
