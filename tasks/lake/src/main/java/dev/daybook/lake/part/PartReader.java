package dev.daybook.lake.part;

import dev.daybook.lake.column.Batch;

/** One Parquet file that is being read. Not safe for use by more than one thread. */
public interface PartReader extends AutoCloseable {

    /**
     * Clears the batch and fills it with the next rows; 2,048 unless their bytes grow large.
     *
     * @return false when there were no more rows
     * @throws dev.daybook.task.StepFailure.BadData when the file is damaged
     */
    boolean read(Batch batch);

    @Override
    void close();
}
