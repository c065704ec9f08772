package dev.daybook.postgres.warehouse;

import dev.daybook.lake.model.RecordCounts;
import java.time.Duration;

/**
 * What a load did with a dataset.
 *
 * @param dataset its name in the warehouse
 * @param counts what became of the records that its extract read
 * @param bytes the size of its files in the lake
 * @param time how long its rows took into the warehouse
 */
public record DatasetFigures(String dataset, RecordCounts counts, long bytes, Duration time) {}
