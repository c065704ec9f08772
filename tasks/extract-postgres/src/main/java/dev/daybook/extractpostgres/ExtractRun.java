package dev.daybook.extractpostgres;

import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.publish.Publication.Outcome;
import dev.daybook.pgcopy.ColumnMisfit;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the step: a snapshot of the source, read into a staged extract, published at the end or not at all. */
final class ExtractRun {

    private static final Logger LOGGER = LoggerFactory.getLogger(ExtractRun.class);

    /** The source may get new values that do not fit while it is read; it is not followed for ever. */
    private static final int READINGS = 3;

    private final ExtractOptions options;
    private final ConnectionSettings settings;
    private final StepRequest request;
    private final StepContext context;

    ExtractRun(ExtractOptions options, ConnectionSettings settings, StepRequest request, StepContext context) {
        this.options = options;
        this.settings = settings;
        this.request = request;
        this.context = context;
    }

    /**
     * Extracts and publishes.
     *
     * @throws StepFailure.BadData naming all columns with values that do not fit their types
     */
    StepResult run() {
        List<ColumnMisfit> asText = new ArrayList<>();
        for (int reading = 1; ; reading++) {
            ExtractAttempt attempt = new ExtractAttempt(options, settings, request, context, asText);
            Optional<Outcome> outcome = attempt.run();
            if (outcome.isPresent()) {
                return result(outcome.get());
            }
            List<ColumnMisfit> misfits = attempt.misfits();
            if (!canBeText(misfits) || reading == READINGS) {
                throw new StepFailure.BadData(
                        misfits.stream().map(ColumnMisfit::message).toList());
            }
            LOGGER.info("reading all tables again in a new snapshot, {} columns as text", misfits.size());
            asText.addAll(misfits);
        }
    }

    private boolean canBeText(List<ColumnMisfit> misfits) {
        return switch (options.misfits()) {
            case REFUSE -> false;
            case TEXT -> misfits.stream().allMatch(ColumnMisfit::fitsText);
        };
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
