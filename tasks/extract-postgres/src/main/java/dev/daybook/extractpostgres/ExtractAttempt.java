package dev.daybook.extractpostgres;

import dev.daybook.lake.Lake;
import dev.daybook.lake.NewestExtract;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.publish.Publication;
import dev.daybook.lake.publish.Publication.Outcome;
import dev.daybook.lake.storage.TakeOver;
import dev.daybook.pgcopy.ColumnMisfit;
import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.task.AsOf;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.ToolVersion;
import java.sql.Connection;
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

/** One reading of the source in one snapshot, published when all values fit the types of their columns. */
final class ExtractAttempt {

    private static final Logger LOGGER = LoggerFactory.getLogger(ExtractAttempt.class);
    private static final String KIND = "postgres";

    private final ExtractOptions options;
    private final ConnectionSettings settings;
    private final StepRequest request;
    private final StepContext context;
    private final List<ColumnMisfit> asText;
    private final Lake lake;
    private final Manifest.ExtractKey key;
    private final Misfits misfits = new Misfits();
    private final List<String> warnings = new ArrayList<>();

    /** @param asText the columns that are read as text because values of theirs fit nothing else */
    ExtractAttempt(
            ExtractOptions options,
            ConnectionSettings settings,
            StepRequest request,
            StepContext context,
            List<ColumnMisfit> asText) {
        this.options = options;
        this.settings = settings;
        this.request = request;
        this.context = context;
        this.asText = asText;
        this.lake = Lake.of(
                request, SigningKeys.of(context.environment()), TakeOver.when(options.takeOver(), context::warn));
        this.key = new Manifest.ExtractKey(request.pipeline(), options.source(), request.period());
    }

    /** Extracts and publishes; empty when values do not fit, and nothing is published. */
    Optional<Outcome> run() {
        long partBytes = MemoryBudget.partBytes(Runtime.getRuntime().maxMemory(), options.connections());
        WriterSettings writing = new WriterSettings(options.compression(), partBytes);
        try (Publication publication = lake.begin(key, request.runId(), writing);
                StepContext.Registration _ = context.onStop(publication::close)) {
            Publication.Description description = extract(publication);
            if (!misfits.isEmpty()) {
                return Optional.empty();
            }
            warnings.forEach(context::warn);
            publication.warnings().forEach(context::warn);
            return Optional.of(context.publish(() -> publication.publish(description, options.replace())));
        }
    }

    /** The columns whose values did not fit. */
    List<ColumnMisfit> misfits() {
        return misfits.all();
    }

    private Publication.Description extract(Publication publication) {
        SnapshotProtocol protocol = new SnapshotProtocol(
                settings, options.catalog().withText(Misfits.columns(asText)), options.connections(), context);
        try (SourceSnapshot snapshot = protocol.take();
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
            asText.forEach(column -> warnings.add(
                    column.problem() + "; carried as text, as --misfits says; so that all days have it as text: "
                            + Misfits.option(column)));
            read(snapshot, publication);
            return new Publication.Description(
                    KIND, ToolVersion.current().toString(), asOf, true, snapshot.identity(), warnings);
        }
    }

    /** A live source only shows now: what a first late extract holds is not the state the period closed with. */
    private void warnOfFirstLate(Publication publication, AsOf asOf) {
        if (asOf.kind() == AsOf.Kind.LATE && publication.current().isEmpty()) {
            warnings.add("the first extract of " + request.period() + " is late: it holds the source's state of "
                    + asOf.time() + ", not that of the period's end");
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
        warnings.addAll(newest.warnings());
        Set<DatasetName> present = snapshot.tables().stream()
                .map(table -> table.definition().name())
                .collect(Collectors.toSet());
        newest.manifest()
                .flatMap(earlier -> options.allowedMissing().check(earlier, present, this::whyMissing))
                .ifPresent(warnings::add);
    }

    private String whyMissing(DatasetName name) {
        return options.catalog().selection().takes(name)
                ? "no table of the source any more"
                : "left out by --include or --exclude";
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
            new ParallelReading(snapshot, tasks, datasets, options.maxValueBytes(), misfits).run();
        } catch (SQLException e) {
            throw SqlFailure.of(e, settings.place());
        } catch (UnreadableTable e) {
            throw unreadable(snapshot, e);
        } finally {
            datasets.values().forEach(DatasetInProgress::close);
        }
    }

    private RuntimeException unreadable(SourceSnapshot snapshot, UnreadableTable table) {
        LOGGER.info(
                "{}; looking for all such text, nothing of this is published",
                table.failure().getMessage());
        try (Connection connection = settings.connect(ExtractPostgres.APPLICATION_NAME);
                StepContext.Registration _ = context.onStop(() -> SourceSnapshot.cancel(List.of(connection)))) {
            UnreadableText text =
                    new UnreadableText(connection, snapshot.server().encoding());
            List<String> found = new ArrayList<>(text.find(snapshot.tables()));
            misfits.all().forEach(misfit -> found.add(Misfits.message(misfit)));
            return found.isEmpty() ? table.failure() : new StepFailure.BadData(found);
        } catch (SQLException e) {
            return SqlFailure.of(e, settings.place());
        }
    }
}
