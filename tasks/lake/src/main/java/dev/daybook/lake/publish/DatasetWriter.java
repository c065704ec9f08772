package dev.daybook.lake.publish;

import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.part.PartWriter;
import java.io.OutputStream;

/** A dataset that is being staged. Its parts may be written at the same time, each by one thread. */
public interface DatasetWriter {

    /** Its definition. */
    TableDefinition table();

    /** Starts one more part file. Parts are numbered in the order in which they are started. */
    PartWriter part();

    /**
     * Starts the reject file of this dataset: a file in the dataset's folder that is no data file. It does not buffer; it
     * must be closed before the dataset is finished.
     */
    OutputStream rejectFile();

    /**
     * Ends the dataset; all parts must be finished. A dataset without parts gets one empty file, a table without columns
     * gets none.
     *
     * @param content the sum over all its parts
     * @param rejectedRows rows that went to the reject file instead
     * @throws IllegalStateException when a part is not finished, or the rows differ
     */
    void finish(ContentHash content, long rejectedRows);
}
