package dev.daybook.pgcopy.decode;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.pgcopy.ColumnErrors;
import dev.daybook.pgcopy.ContentSum;
import dev.daybook.pgcopy.ConversionError;
import dev.daybook.pgcopy.WireFormat;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.util.List;
import java.util.function.Consumer;

/**
 * Fills batches from COPY BINARY data and sums its content hash. One decoder reads the data of one COPY. Not safe for
 * use by more than one thread.
 *
 * <p>Values of variable length are not copied: a batch refers to the decoder's block of some 256 KB. A batch of a wide
 * table has fewer rows, so that the memory does not grow with the number of columns.
 *
 * <p>After the first value that does not fit, the decoder only looks for more columns that have such values: the sink gets
 * no further batch, and the content hash means nothing.
 */
public final class CopyBinaryDecoder {

    private static final int VALUES = 1 << 17;
    private static final int FEWEST_ROWS = 64;

    private final String dataset;
    private final RowBlock block;
    private final Batch batch;
    private final List<ValueDecoder> decoders;
    private final ContentSum sum = new ContentSum();
    private final Consumer<ConversionError> errors;
    private final boolean[] error;
    private boolean looksOnly;
    private boolean readsOver;

    /**
     * A decoder that ends with the first value which does not fit.
     *
     * @param table what the rows are; each column's SELECT expression gives what {@link WireFormat} says
     * @param maxValueBytes the largest value that is accepted, in bytes
     */
    public CopyBinaryDecoder(TableDefinition table, long maxValueBytes) {
        this(table, maxValueBytes, error -> {
            throw error.failure();
        });
    }

    /**
     * A decoder that tells which columns have values that do not fit.
     *
     * @param table what the rows are; each column's SELECT expression gives what {@link WireFormat} says
     * @param maxValueBytes the largest value that is accepted, in bytes
     * @param errors gets each such column once; after a value that is too large no more are found
     */
    public CopyBinaryDecoder(TableDefinition table, long maxValueBytes, Consumer<ConversionError> errors) {
        int columns = Math.max(1, table.columns().size());
        int rows = Math.clamp(VALUES / columns, FEWEST_ROWS, Batch.ROWS);
        dataset = table.dataset();
        block = new RowBlock(table, maxValueBytes, rows);
        batch = new Batch(table, rows);
        decoders = table.columns().stream()
                .map((ColumnDefinition column) ->
                        ValueDecoder.of(column.type(), column.sourceType(), new ColumnErrors(table, column)))
                .toList();
        this.errors = errors;
        error = new boolean[decoders.size()];
    }

    /**
     * Takes the next bytes of the data, cut at any place; one row a message, as pgjdbc gives them, is well.
     *
     * @param sink gets each full batch; the batch is valid until the call returns
     * @throws StepFailure.BadData when the data is no COPY BINARY
     */
    public void decode(byte[] data, int start, int length, Consumer<Batch> sink) {
        if (readsOver) {
            return;
        }
        if (!block.hasRoom(length)) {
            give(sink);
        }
        block.append(data, start, length);
        try {
            while (block.scan() == RowBlock.Scan.FULL) {
                give(sink);
            }
        } catch (ConversionError.Found e) {
            // The value is not in memory and must not come there, so the rows behind it cannot be found.
            give(sink);
            looksOnly = true;
            readsOver = true;
            errors.accept(e.error());
        }
    }

    /**
     * Ends the data: the sink gets the last batch, if there is one.
     *
     * @throws StepFailure.Temporary when the data ends before its trailer
     */
    public void finish(Consumer<Batch> sink) {
        if (readsOver) {
            return;
        }
        if (!block.ended()) {
            throw new StepFailure.Temporary(
                    "the COPY of " + EscapedText.of(dataset) + " ended before its trailer; run the step again");
        }
        give(sink);
    }

    /** The rows given to the sink so far and the sum of their hashes. */
    public ContentHash content() {
        return sum.content();
    }

    private void give(Consumer<Batch> sink) {
        int rows = block.rows();
        if (rows > 0) {
            batch.clear();
            List<ColumnVector> vectors = batch.columns();
            for (int i = 0; i < vectors.size(); i++) {
                if (!error[i]) {
                    decode(i, rows, vectors.get(i));
                }
            }
            if (!looksOnly) {
                batch.filled(rows);
                addHashes(rows);
                sink.accept(batch);
            }
            batch.clear();
        }
        block.forgetRows();
    }

    private void decode(int column, int rows, ColumnVector into) {
        try {
            decoders.get(column).decode(block.bytes(), block.starts(column), rows, into);
        } catch (ConversionError.Found e) {
            looksOnly = true;
            error[column] = true;
            errors.accept(e.error());
        }
    }

    /** After decoding, which rewrites in place what must not count. */
    private void addHashes(int rows) {
        byte[] bytes = block.bytes();
        int[] rowStarts = block.rowStarts();
        for (int row = 0; row < rows; row++) {
            sum.add(bytes, rowStarts[row], rowStarts[row + 1] - rowStarts[row]);
        }
    }
}
