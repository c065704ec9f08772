package dev.daybook.extractpostgres;

import dev.daybook.lake.DatasetName;
import dev.daybook.lake.Lake;
import dev.daybook.lake.Manifest;
import dev.daybook.lake.NewestExtract;
import dev.daybook.lake.Publication;
import dev.daybook.lake.Publication.Outcome;
import dev.daybook.lake.WriterSettings;
import dev.daybook.postgres.ConnectionSettings;
import dev.daybook.postgres.SourceTable;
import dev.daybook.postgres.SqlFailure;
import dev.daybook.task.AsOf;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.ToolVersion;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the step: a snapshot of the source, read into a staged extract, published at the end or not at all. */
final class ExtractRun {

    private static final Logger LOGGER = LoggerFactory.getLogger(ExtractRun.class);
    private static final String KIND = "postgres";

    private final ExtractOptions options;
    private final ConnectionSettings settings;
    private final StepRequest request;
    private final StepContext context;
    private final Lake lake;
    private final Manifest.ExtractKey key;
    private final List<String> warnings = new ArrayList<>();

    ExtractRun(ExtractOptions options, ConnectionSettings settings, StepRequest request, StepContext context) {
        this.options = options;
        this.settings = settings;
        this.request = request;
        this.context = context;
        this.lake = new Lake(request.lake());
        this.key = new Manifest.ExtractKey(request.pipeline(), options.source(), request.period());
    }

    /** Extracts and publishes. */
    StepResult run() {
        long partBytes = MemoryBudget.partBytes(Runtime.getRuntime().maxMemory(), options.connections());
        WriterSettings writing = new WriterSettings(options.compression(), partBytes);
        try (Publication publication = lake.begin(key, request.runId(), writing);
                StepContext.Registration _ = context.onStop(publication::close)) {
            Publication.Description description = extract(publication);
            Outcome outcome = context.publish(() -> publication.publish(description, options.replace()));
            return result(outcome);
        }
    }

    private Publication.Description extract(Publication publication) {
        try (SourceSnapshot snapshot =
                        new SnapshotProtocol(settings, options.catalog(), options.connections(), context).take();
                StepContext.Registration _ = context.onStop(snapshot::cancel)) {
            AsOf asOf = AsOf.of(request.period(), snapshot.time());
            LOGGER.info(
                    "snapshot {} of {} at {}: {} tables",
                    snapshot.name(),
                    settings,
                    snapshot.time(),
                    snapshot.tables().size());
            warnOfFirstLate(publication, asOf);
            checkMissing(publication, asOf, snapshot);
            read(snapshot, publication);
            publication.warnings().forEach(context::warn);
            return new Publication.Description(
                    KIND, ToolVersion.current().toString(), asOf, true, snapshot.identity(), warnings);
        }
    }

    /** A live source only shows now: what a first late extract holds is not the state the period closed with. */
    private void warnOfFirstLate(Publication publication, AsOf asOf) {
        if (asOf.kind() == AsOf.Kind.LATE && publication.current().isEmpty()) {
            warn("the first extract of " + request.period() + " is late: it holds the source's state of " + asOf.time()
                    + ", not that of the period's end");
        }
    }

    /** A late extract that would not replace the closing one anyway loses nothing. */
    private void checkMissing(Publication publication, AsOf asOf, SourceSnapshot snapshot) {
        boolean kept = asOf.kind() == AsOf.Kind.LATE
                && !options.replace()
                && publication
                        .current()
                        .filter(current -> current.asOf().kind() == AsOf.Kind.CLOSING)
                        .isPresent();
        if (kept) {
            return;
        }
        NewestExtract newest = lake.newestUpTo(key);
        newest.warnings().forEach(this::warn);
        Set<DatasetName> present = snapshot.tables().stream()
                .map(table -> table.definition().name())
                .collect(Collectors.toSet());
        newest.manifest()
                .flatMap(earlier -> options.allowedMissing().check(earlier, present, this::whyMissing))
                .ifPresent(this::warn);
    }

    private String whyMissing(DatasetName name) {
        return options.catalog().selection().takes(name)
                ? "no table of the source any more"
                : "left out by --include or --exclude";
    }

    private void warn(String message) {
        warnings.add(message);
        context.warn(message);
    }

    private void read(SourceSnapshot snapshot, Publication publication) {
        Map<Long, DatasetInProgress> datasets = new LinkedHashMap<>();
        try (LockWatch _ = new LockWatch(snapshot.watcher(), snapshot.readers())) {
            for (SourceTable table : snapshot.tables()) {
                datasets.put(table.oid(), new DatasetInProgress(table, publication, context.progress()));
            }
            context.progress().expect(datasets.size());
            List<ReadTask> tasks = ReadPlan.of(
                    snapshot.tables(),
                    snapshot.readers().getFirst(),
                    snapshot.readers().size(),
                    ReadPlan.SMALLEST_SPLIT);
            tasks.forEach(task -> datasets.get(task.dataset().oid()).expectTask());
            new ParallelReading(snapshot, tasks, datasets, options.maxValueBytes()).run();
        } catch (SQLException e) {
            throw SqlFailure.of(e, settings.place());
        } finally {
            datasets.values().forEach(DatasetInProgress::close);
        }
    }

    private StepResult result(Outcome outcome) {
        Manifest manifest = outcome.manifest();
        long rows = manifest.datasets().stream()
                .mapToLong(dataset -> dataset.content().rows())
                .sum();
        long bytes = manifest.datasets().stream()
                .flatMap(dataset -> dataset.files().stream())
                .mapToLong(Manifest.DataFile::bytes)
                .sum();
        StepResult.Totals totals = new StepResult.Totals(manifest.datasets().size(), rows, bytes);
        return switch (outcome) {
            case Outcome.Published _ -> new StepResult(StepResult.Status.DONE, Optional.of(manifest.asOf()), totals);
            case Outcome.Unchanged _ ->
                new StepResult(StepResult.Status.UNCHANGED, Optional.of(manifest.asOf()), totals);
            case Outcome.Kept _ -> kept(manifest, totals);
        };
    }

    private static StepResult kept(Manifest manifest, StepResult.Totals totals) {
        String message = "the closing extract of " + manifest.asOf().time()
                + " stays, as that state cannot be had again; to replace it with the source's state of now use --replace";
        LOGGER.info("{}", message);
        return new StepResult(StepResult.Status.KEPT, Optional.of(manifest.asOf()), totals, Map.of("kept", message));
    }
}
