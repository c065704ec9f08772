package dev.daybook.postgres.warehouse;

import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One run of one step, as {@code daybook.step_log} has it.
 *
 * @param pipeline the pipeline
 * @param period the period it worked for
 * @param step the step's name; of an extract with its source, {@code extract-postgres (postgres)}, when they differ
 * @param runId the run
 * @param startedAt when it started, where that is known
 * @param finishedAt when it ended
 * @param status {@code done}, {@code unchanged} or {@code kept}
 * @param rows the rows it worked on
 */
public record StepRun(
        PipelineName pipeline,
        Period period,
        String step,
        String runId,
        Optional<Instant> startedAt,
        Instant finishedAt,
        String status,
        long rows) {

    /** The run of the step that writes this, which ends now. */
    public static StepRun ending(
            StepRequest request, String step, Instant started, Instant now, StepResult.Status status, long rows) {
        return new StepRun(
                request.pipeline(),
                request.period(),
                step,
                request.runId().value(),
                Optional.of(started),
                now,
                status.name().toLowerCase(Locale.ROOT),
                rows);
    }
}
