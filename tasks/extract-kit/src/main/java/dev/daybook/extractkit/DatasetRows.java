package dev.daybook.extractkit;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.model.RecordCounts;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.lake.publish.DatasetWriter;
import dev.daybook.pgcopy.encode.CopyBinaryEncoder;
import dev.daybook.task.Progress;
import java.nio.file.Path;

/** Writes the rows of one dataset as one file, hashes them and shows how far it is. For one thread. */
public final class DatasetRows implements AutoCloseable {

    /** A batch ends at so many bytes of the source, so that long records do not add up. */
    private static final long BATCH_BYTES = 4L << 20;

    private final DatasetWriter dataset;
    private final CopyBinaryEncoder encoder;
    private final Batch batch;
    private final PartWriter part;
    private final Path scratch;
    private final Progress.Task progress;
    private long unwrittenBytes;

    DatasetRows(DatasetWriter dataset, Path scratch, Progress progress) {
        this.scratch = scratch;
        this.dataset = dataset;
        this.encoder = new CopyBinaryEncoder(dataset.table());
        this.batch = new Batch(dataset.table());
        this.part = dataset.part();
        this.progress = progress.start(dataset.table().dataset(), -1);
    }

    /** A folder of this machine for files that do not outlive the reading. It has room for much data. */
    public Path scratch() {
        return scratch;
    }

    /** Where the next rows go: a value into each of its columns, then {@link #endRow}; or many rows, then {@link #write}. */
    public Batch batch() {
        return batch;
    }

    /**
     * Ends a row; the batch is written whenever it is full or has much text.
     *
     * @param bytes how many bytes of the source the row is, for the progress
     * @throws IllegalStateException when a column of the batch lacks the row's value, or has two
     */
    public void endRow(long bytes) {
        batch.filled(batch.rows() + 1);
        unwrittenBytes += bytes;
        if (batch.rows() == Batch.ROWS || unwrittenBytes >= BATCH_BYTES) {
            write(0);
        }
    }

    /**
     * Writes the rows of the batch and empties it.
     *
     * @param bytes how many bytes of the source they are, for the progress
     */
    public void write(long bytes) {
        encoder.hash(batch);
        part.write(batch);
        progress.advance(batch.rows(), unwrittenBytes + bytes);
        unwrittenBytes = 0;
        batch.clear();
    }

    /**
     * Writes what is left in the batch and ends the dataset.
     *
     * @param rejectedRows how many records were refused
     */
    public void finish(long rejectedRows) {
        finishPart();
        dataset.finish(encoder.content(), rejectedRows);
        progress.done();
    }

    /**
     * Writes what is left in the batch and ends the dataset.
     *
     * @param counts what became of its records
     */
    public void finish(RecordCounts counts) {
        finishPart();
        dataset.finish(encoder.content(), counts);
        progress.done();
    }

    private void finishPart() {
        if (batch.rows() > 0) {
            write(0);
        }
        part.finish();
    }

    @Override
    public void close() {
        progress.close();
        part.close();
    }
}
