package dev.daybook.extractkit;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.lake.publish.DatasetWriter;
import dev.daybook.pgcopy.encode.CopyBinaryEncoder;
import dev.daybook.task.Progress;
import java.nio.file.Path;

/** Writes the rows of one dataset as one file, hashes them and shows how far it is. For one thread. */
public final class DatasetRows implements AutoCloseable {

    private final DatasetWriter dataset;
    private final CopyBinaryEncoder encoder;
    private final PartWriter part;
    private final Progress.Task progress;

    DatasetRows(DatasetWriter dataset, Progress progress) {
        this.dataset = dataset;
        this.encoder = new CopyBinaryEncoder(dataset.table());
        this.part = dataset.part();
        this.progress = progress.start(dataset.table().dataset(), -1);
    }

    /** The file for rows that were refused. It lies on the lake's disk, which has room for much data. */
    public Path rejectFile() {
        return dataset.rejectFile();
    }

    /**
     * Appends the rows of a batch; does not keep it.
     *
     * @param bytes how many bytes of the source they are, for the progress
     */
    public void write(Batch batch, long bytes) {
        encoder.hash(batch);
        part.write(batch);
        progress.advance(batch.rows(), bytes);
    }

    /**
     * Ends the dataset.
     *
     * @param rejectedRows how many rows went to the reject file instead
     */
    public void finish(long rejectedRows) {
        part.finish();
        dataset.finish(encoder.content(), rejectedRows);
        progress.done();
    }

    @Override
    public void close() {
        progress.close();
        part.close();
    }
}
