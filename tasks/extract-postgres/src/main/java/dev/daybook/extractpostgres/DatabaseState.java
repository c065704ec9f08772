package dev.daybook.extractpostgres;

import dev.daybook.extractkit.ExtractWriter;
import dev.daybook.extractkit.Source;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.pgcopy.ConversionError;
import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One snapshot of a database, read by several connections. */
final class DatabaseState implements Source.State {

    private static final Logger LOGGER = LoggerFactory.getLogger(DatabaseState.class);

    private final SourceSnapshot snapshot;
    private final PostgresOptions options;
    private final ConnectionSettings settings;
    private final List<ConversionError> asText;
    private final StepContext context;
    private final StepContext.Registration cancelling;
    private final ConversionErrors errors = new ConversionErrors();

    /** @param asText the columns that are read as text because values of theirs fit nothing else */
    DatabaseState(
            SourceSnapshot snapshot,
            PostgresOptions options,
            ConnectionSettings settings,
            List<ConversionError> asText,
            StepContext context) {
        this.snapshot = snapshot;
        this.options = options;
        this.settings = settings;
        this.asText = asText;
        this.context = context;
        this.cancelling = context.onStop(snapshot::cancel);
    }

    @Override
    public Instant time() {
        return snapshot.time();
    }

    @Override
    public Map<String, String> identity() {
        return snapshot.identity();
    }

    @Override
    public List<DatasetName> datasets() {
        return snapshot.tables().stream()
                .map(table -> table.definition().name())
                .toList();
    }

    @Override
    public String whyMissing(DatasetName name) {
        return options.catalog().selection().takes(name)
                ? "no table of the source any more"
                : "left out by --include or --exclude";
    }

    /** @throws UnfitValues when values do not fit the types of their columns */
    @Override
    public void read(ExtractWriter extract) {
        asText.forEach(column -> extract.warn(
                column.problem() + "; carried as text, as --misfits says; so that all days have it as text: "
                        + ConversionErrors.option(column)));
        readTables(extract);
        if (!errors.isEmpty()) {
            throw new UnfitValues(errors.all());
        }
    }

    @Override
    public void close() {
        cancelling.close();
        snapshot.close();
    }

    private void readTables(ExtractWriter extract) {
        Map<Long, DatasetInProgress> datasets = new LinkedHashMap<>();
        try (LockWatch _ = new LockWatch(snapshot.watcher(), snapshot.readers())) {
            for (SourceTable table : snapshot.tables()) {
                datasets.put(table.oid(), new DatasetInProgress(table, extract, context.progress()));
            }
            List<ReadTask> tasks = ReadPlan.of(
                    snapshot.tables(),
                    snapshot.readers().getFirst(),
                    snapshot.readers().size(),
                    ReadPlan.SMALLEST_SPLIT);
            for (ReadTask task : tasks) {
                Objects.requireNonNull(datasets.get(task.dataset().oid()), "every task is of a dataset")
                        .expectTask();
            }
            new ParallelReading(snapshot, tasks, datasets, options.maxValueBytes(), errors).run();
        } catch (SQLException e) {
            throw SqlFailure.of(e, settings.place());
        } catch (UnreadableTable e) {
            throw unreadable(e);
        } finally {
            datasets.values().forEach(DatasetInProgress::close);
        }
    }

    private RuntimeException unreadable(UnreadableTable table) {
        LOGGER.info(
                "{}; looking for all such text, nothing of this is published",
                table.failure().getMessage());
        try (Connection connection = settings.connect(ExtractPostgres.APPLICATION_NAME);
                StepContext.Registration _ = context.onStop(() -> SourceSnapshot.cancel(List.of(connection)))) {
            UnreadableText text =
                    new UnreadableText(connection, snapshot.server().encoding());
            List<String> found = new ArrayList<>(text.find(snapshot.tables()));
            errors.all().forEach(error -> found.add(ConversionErrors.message(error)));
            return found.isEmpty() ? table.failure() : new StepFailure.BadData(found);
        } catch (SQLException e) {
            return SqlFailure.of(e, settings.place());
        }
    }
}
