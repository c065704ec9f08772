package dev.daybook.lake.publish;

import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.RecordCounts;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.part.PartWriter;

/** A dataset that is being staged. Its parts may be written at the same time, each by one thread. */
public interface DatasetWriter {

    /** Its definition. */
    TableDefinition table();

    /** Starts one more part file. Parts are numbered in the order in which they are started. */
    PartWriter part();

    /**
     * Ends the dataset; all parts must be finished. A dataset without parts gets one empty file, a table without columns
     * gets none.
     *
     * @param content the sum over all its parts
     * @param rejectedRows records that were refused
     * @throws IllegalStateException when a part is not finished, or the rows differ
     */
    void finish(ContentHash content, long rejectedRows);

    /**
     * Ends the dataset as {@link #finish(ContentHash, long)} does.
     *
     * @param counts what became of its records; those accepted are its rows
     */
    void finish(ContentHash content, RecordCounts counts);
}
