package dev.daybook.postgres.copy;

import dev.daybook.lake.ContentHash;
import dev.daybook.lake.TableDefinition;
import dev.daybook.lake.column.Batch;
import java.util.function.Consumer;

/**
 * Fills batches from COPY BINARY data and sums its content hash. One decoder reads the data of one COPY. Not safe for
 * use by more than one thread.
 *
 * <p>Values of variable length are not copied: a batch refers to the decoder's block of some 256 KB.
 */
public final class CopyBinaryDecoder {

    /**
     * @param table what the rows are; each column's SELECT expression gives what {@link WireFormat} says
     * @param maxValueBytes the largest value that is accepted, in bytes
     */
    public CopyBinaryDecoder(TableDefinition table, long maxValueBytes) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /**
     * Takes the next bytes of the data, cut at any place; one row a message, as pgjdbc gives them, is well.
     *
     * @param sink gets each full batch; the batch is valid until the call returns
     * @throws dev.daybook.task.StepFailure.BadData when a value does not fit its column; names the table, the column and
     *     the option that carries it
     */
    public void decode(byte[] data, int start, int length, Consumer<Batch> sink) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /**
     * Ends the data: the sink gets the last batch, if there is one.
     *
     * @throws dev.daybook.task.StepFailure.Temporary when the data ends before its trailer
     */
    public void finish(Consumer<Batch> sink) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /** The rows given to the sink so far and the sum of their hashes. */
    public ContentHash content() {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
