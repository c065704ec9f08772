package dev.daybook.task;

import java.nio.file.Path;

/**
 * What every run of every step is asked for.
 *
 * @param pipeline the pipeline the step works for
 * @param period the period it works for; for {@code check}, which touches no data, the current day when none is given
 * @param lake the root folder of the lake, absolute
 * @param runId the identity of this run
 * @param attempt the number of this attempt of the run, from 1
 */
public record StepRequest(PipelineName pipeline, Period period, Path lake, RunId runId, int attempt) {}
