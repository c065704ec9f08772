package dev.daybook.extractpostgres;

import dev.daybook.extractkit.Source;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.pgcopy.ConversionError;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.task.StepContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL database. Its state is one snapshot that all connections read. */
final class DatabaseSource implements Source {

    private static final Logger LOGGER = LoggerFactory.getLogger(DatabaseSource.class);

    private final PostgresOptions options;
    private final ConnectionSettings settings;
    private final List<ConversionError> asText;

    /** @param asText the columns that are read as text because values of theirs fit nothing else */
    DatabaseSource(PostgresOptions options, ConnectionSettings settings, List<ConversionError> asText) {
        this.options = options;
        this.settings = settings;
        this.asText = List.copyOf(asText);
    }

    @Override
    public SourceKind kind() {
        return SourceKind.POSTGRES;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public String toExtractLess() {
        return "extract fewer tables with --exclude";
    }

    @Override
    public long partBytes() {
        return MemoryBudget.partBytes(Runtime.getRuntime().maxMemory(), options.connections());
    }

    @Override
    public State open(StepContext context) {
        SourceSnapshot snapshot = new SnapshotProtocol(
                        settings,
                        options.catalog().withText(ConversionErrors.columns(asText)),
                        options.connections(),
                        context)
                .take();
        LOGGER.info(
                "snapshot {} of {} at {}: {} tables",
                snapshot.name(),
                settings,
                snapshot.time(),
                snapshot.tables().size());
        return new DatabaseState(snapshot, options, settings, asText, context);
    }
}
