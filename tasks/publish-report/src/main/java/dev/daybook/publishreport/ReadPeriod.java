package dev.daybook.publishreport;

import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.task.PipelineName;

/**
 * What reports read of a pipeline.
 *
 * @param pipeline the pipeline
 * @param loaded its period, as the ledger has it
 */
record ReadPeriod(PipelineName pipeline, LedgerRow loaded) {}
