package dev.daybook.lake.part;

import dev.daybook.lake.column.Batch;

/** One Parquet file that is being staged. Not safe for use by more than one thread. */
public interface PartWriter extends AutoCloseable {

    /** Appends the rows of a batch; does not keep it. */
    void write(Batch batch);

    /** Bytes of the file so far. */
    long bytes();

    /** Ends the file and forces it to disk. */
    void finish();

    /** Discards the file unless it is finished. */
    @Override
    void close();
}
