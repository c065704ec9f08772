package dev.daybook.extractpostgres;

import dev.daybook.extractkit.Extract;
import dev.daybook.pgcopy.ConversionError;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepResult;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the step: the extract of a snapshot, and of another one where values are to be carried as text. */
final class ExtractRun {

    private static final Logger LOGGER = LoggerFactory.getLogger(ExtractRun.class);

    /** The source may get new values that do not fit while it is read; it is not followed for ever. */
    private static final int READINGS = 3;

    private final PostgresOptions options;
    private final ConnectionSettings settings;
    private final Extract extract;

    ExtractRun(PostgresOptions options, ConnectionSettings settings, Extract extract) {
        this.options = options;
        this.settings = settings;
        this.extract = extract;
    }

    /**
     * Extracts and publishes.
     *
     * @throws StepFailure.BadData naming all columns with values that do not fit their types
     */
    StepResult run() {
        List<ConversionError> asText = new ArrayList<>();
        for (int reading = 1; ; reading++) {
            try {
                return extract.run(new DatabaseSource(options, settings, asText));
            } catch (UnfitValues e) {
                List<ConversionError> columns = e.columns();
                if (!canBeText(columns) || reading == READINGS) {
                    throw new StepFailure.BadData(
                            columns.stream().map(ConversionErrors::message).toList());
                }
                LOGGER.info("reading all tables again in a new snapshot, {} columns as text", columns.size());
                asText.addAll(columns);
            }
        }
    }

    private boolean canBeText(List<ConversionError> columns) {
        return switch (options.errors()) {
            case REFUSE -> false;
            case TEXT -> columns.stream().allMatch(ConversionError::fitsText);
        };
    }
}
