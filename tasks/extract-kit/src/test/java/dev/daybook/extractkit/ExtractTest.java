package dev.daybook.extractkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.Lake;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.testing.StepRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractTest {

    private static final Instant CLOSING = Instant.parse("2024-01-21T02:00:00Z");
    private static final Instant LATE = Instant.parse("2024-03-01T00:00:00Z");

    @TempDir
    private Path lake;

    private final List<String> events = new ArrayList<>();

    private ListSource source(Instant time, boolean live, Map<String, List<Long>> lists) {
        return new ListSource(time, live, lists, Map.of("place", "memory"), List.of(), events);
    }

    private ListSource source(Instant time, Long... numbers) {
        return source(time, true, Map.of("ones", List.of(numbers)));
    }

    private StepRun run(Source source, String... options) {
        return runFor("2024-01-20", source, options);
    }

    private StepRun runFor(String period, Source source, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("--pipeline", "shop", "--date", period, "--lake", lake.toString(), "--progress", "none"));
        arguments.addAll(Arrays.asList(options));
        return StepRun.of(ListStep.program(source), arguments.toArray(String[]::new));
    }

    private Optional<Manifest> published(String source) {
        return Lake.at(lake)
                .find(new Manifest.ExtractKey(
                        new PipelineName("shop"), new SourceName(source), Period.parse("2024-01-20")))
                .map(PublishedExtract::manifest);
    }

    private Manifest published() {
        return published("lists").orElseThrow();
    }

    @Test
    void whatTheSourceHoldsIsPublished() {
        StepRun run = run(source(CLOSING, true, Map.of("ones", List.of(1L, 2L), "none", List.of())));

        assertThat(run.exitCode()).as(run.stderr()).isZero();
        assertThat(run.receipt())
                .containsEntry("status", "done")
                .containsEntry("as_of_kind", "closing")
                .containsEntry("datasets", "2")
                .containsEntry("rows", "2")
                .containsEntry("warnings", "0")
                .doesNotContainKey("rejected_rows");
        assertThat(published().kind()).isEqualTo(SourceKind.FILES);
        assertThat(published().identity()).isEqualTo(Map.of("place", "memory"));
        assertThat(events).containsExactly("open", "close");
    }

    @Test
    void theSameContentAgainIsUnchanged() {
        run(source(CLOSING, 1L, 2L));

        StepRun again = run(source(CLOSING.plusSeconds(60), 2L, 1L));

        assertThat(again.receipt()).containsEntry("status", "unchanged");
        assertThat(published().asOf().time()).isEqualTo(CLOSING);
    }

    @Test
    void aFirstLateExtractOfALiveSourceIsPublishedWithAWarning() {
        String warning = "the first extract of 2024-01-20 is late: it holds the source's state of 2024-03-01T00:00:00Z,"
                + " not that of the period's end";

        StepRun run = run(source(LATE, 1L));

        assertThat(run.receipt()).containsEntry("as_of_kind", "late").containsEntry("warning_texts", warning);
        assertThat(published().warnings()).containsExactly(warning);
        assertThat(run(source(LATE, 2L)).receipt()).containsEntry("warnings", "0");
    }

    @Test
    void aSourceThatIsNotLiveIsNeverLate() {
        run(source(CLOSING, false, Map.of("ones", List.of(1L))));

        StepRun later = run(source(LATE, false, Map.of("ones", List.of(2L))));

        assertThat(later.receipt()).containsEntry("status", "done").containsEntry("warnings", "0");
    }

    @Test
    void aLateExtractDoesNotReplaceTheClosingOne() {
        run(source(CLOSING, 1L));

        StepRun kept = run(source(LATE, 2L));

        String message = "the closing extract of 2024-01-21T02:00:00Z stays, as that state cannot be had again; to"
                + " replace it with the source's state of now use --replace";
        assertThat(kept.exitCode()).isZero();
        assertThat(kept.receipt())
                .containsEntry("status", "kept")
                .containsEntry("kept", message)
                .containsEntry("as_of", "2024-01-21T02:00:00Z");
        assertThat(kept.messages("INFO ")).contains(message);
        assertThat(run(source(LATE, 2L), "--replace").receipt()).containsEntry("status", "done");
    }

    @Test
    void aDatasetThatWasThereMayOnlyBeMissingWhenThatIsAllowed() {
        run(source(CLOSING, true, Map.of("ones", List.of(1L), "twos", List.of(2L))));

        StepRun refused = run(source(CLOSING, 1L));
        StepRun allowed = run(source(CLOSING, 1L), "--allow-missing", "t*");

        assertThat(refused.exitCode()).isEqualTo(78);
        assertThat(refused.messages("ERROR"))
                .containsExactly(
                        "the extract of 2024-01-20 has 1 dataset that this one would not have: twos (no list of"
                                + " that name); if that is meant: --allow-missing 'twos'");
        assertThat(allowed.receipt())
                .containsEntry("status", "done")
                .containsEntry("warning_texts", "missing, as --allow-missing says: twos, of the extract of 2024-01-20");
    }

    @Test
    void aLateExtractThatIsNotKeptAnywayMayLackDatasets() {
        run(source(CLOSING, true, Map.of("ones", List.of(1L), "twos", List.of(2L))));

        assertThat(run(source(LATE, 1L)).receipt()).containsEntry("status", "kept");
        assertThat(run(source(LATE, 1L), "--replace").exitCode()).isEqualTo(78);
    }

    @Test
    void snapshotsAndOthersDoNotGoTogether() {
        StepRun mixed = run(source(CLOSING, true, Map.of("ones", List.of(1L), "events", List.of(2L))));

        assertThat(mixed.exitCode()).isEqualTo(78);
        assertThat(mixed.messages("ERROR"))
                .containsExactly(
                        "events: expected all datasets of an extract to be snapshots or none, found ones loaded"
                                + " as snapshot and events as events; extract them as two sources");
        assertThat(run(source(CLOSING, true, Map.of("events", List.of(2L)))).exitCode())
                .isZero();
    }

    @Test
    void aSourceHasPeriodsOfOneLength() {
        run(source(CLOSING, 1L));

        StepRun hour = runFor("2024-01-20T07", source(CLOSING, 1L));

        assertThat(hour.exitCode()).isEqualTo(78);
        assertThat(hour.messages("ERROR"))
                .containsExactly("source lists of shop: expected periods of one length, found an extract of the day"
                        + " 2024-01-20 beside the hour 2024-01-20T07; give one of them another --source");
        assertThat(runFor("2024-01-20T07", source(CLOSING, 1L), "--source", "hours")
                        .exitCode())
                .isZero();
    }

    @Test
    void whatTheSourceWarnsOfIsToldOnceAllIsReadAndRejectedRowsAreCounted() {
        ListSource warning = new ListSource(
                CLOSING, true, Map.of("ones", List.of(-1L, 1L)), Map.of(), List.of("a short list"), events);

        StepRun run = run(warning);

        assertThat(run.messages("WARN ")).containsExactly("a short list");
        assertThat(run.receipt()).containsEntry("warning_texts", "a short list").containsEntry("rejected_rows", "1");
        assertThat(published().warnings()).containsExactly("a short list");
    }

    @Test
    void whatIsNotReadToItsEndIsNotPublishedAndClosed() {
        ListSource broken = source(CLOSING, true, Map.of("ones", Arrays.asList(1L, null)));

        StepRun run = run(broken);

        assertThat(run.exitCode()).isEqualTo(70);
        assertThat(published("lists")).isEmpty();
        assertThat(events).containsExactly("open", "close");
        assertThat(run(source(CLOSING, 1L)).exitCode()).isZero();
    }

    @Test
    void aManifestThatIsTooLargeSaysWhatTheStepCanDo() {
        Map<String, String> large = Map.of("place", "x".repeat(64 << 20));
        ListSource source = new ListSource(CLOSING, true, Map.of("ones", List.of(1L)), large, List.of(), events);

        StepRun run = run(source);

        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.messages("ERROR").getFirst())
                .matches("the manifest of shop/lists 2024-01-20 would have \\d+ bytes, more than the limit of 67108864;"
                        + " shorten the lists with --shorter");
    }

    @Test
    void allThatIsWrongWithTheOptionsIsSaidAtOnce() {
        StepRun run = run(
                source(CLOSING, 1L),
                "--source=reports",
                "--compression=lzo",
                "--allow-missing=good,a.b.c",
                "--replace=maybe",
                "--take-over=perhaps");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.messages("ERROR"))
                .containsExactlyInAnyOrder(
                        "--source: the source name 'reports' is reserved for reports; take another one",
                        "--compression: expected zstd, zstd:LEVEL (1 to 22), snappy or none, found 'lzo'",
                        "--allow-missing: expected schema.table with * and ?, found 'a.b.c': there are 3 parts; quote a"
                                + " name that holds a dot",
                        "--replace: expected true or false, found 'maybe'",
                        "--take-over: expected true or false, found 'perhaps'");
    }

    @Test
    void checkSaysHowTheLakeReplaces() {
        StepRun check = StepRun.of(
                ListStep.program(source(CLOSING, 1L)), "check", "--pipeline", "shop", "--lake", lake.toString());

        assertThat(check.exitCode()).isZero();
        assertThat(check.messages("INFO "))
                .contains("lake " + lake + " can be written; a published extract is replaced in one step");
        assertThat(events).isEmpty();
    }
}
