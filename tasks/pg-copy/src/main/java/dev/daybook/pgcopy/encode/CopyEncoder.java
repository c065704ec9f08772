package dev.daybook.pgcopy.encode;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.model.ContentHash;

/**
 * Turns batches into COPY data and sums their content hash. One encoder makes the data of one COPY. Not safe for use by
 * more than one thread.
 */
public sealed interface CopyEncoder permits CopyBinaryEncoder, CopyTextEncoder {

    /**
     * Encodes the rows of a batch; does not keep it. The sink gets them in pieces of about 64 KB, some of them at a
     * later call.
     */
    <E extends Exception> void encode(Batch batch, CopySink<E> sink) throws E;

    /** Ends the data: the sink gets what is left of it. */
    <E extends Exception> void finish(CopySink<E> sink) throws E;

    /** The rows so far and the sum of their hashes. */
    ContentHash content();
}
