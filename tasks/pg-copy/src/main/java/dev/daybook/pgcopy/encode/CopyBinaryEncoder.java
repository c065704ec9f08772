package dev.daybook.pgcopy.encode;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.pgcopy.ContentSum;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Turns batches into COPY BINARY data. */
public final class CopyBinaryEncoder implements CopyEncoder {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int TRAILER = -1;

    private final ValueEncoder[] encoders;
    private final ArrayPatches patches = new ArrayPatches();
    private final CopyBuffer buffer = new CopyBuffer();
    private final ContentSum sum = new ContentSum();
    private final Optional<LogicalDate> logicalDate;

    /** An encoder for the content hash alone: element OIDs are zero, as they count in the hash. */
    public CopyBinaryEncoder(TableDefinition table) {
        this(table, _ -> 0);
    }

    /**
     * @param table what the rows are
     * @param elementOid the OID, in the database that takes the data, of the element type of an array column; asked once
     *     for each column that is a list
     */
    public CopyBinaryEncoder(TableDefinition table, ToIntFunction<ColumnDefinition> elementOid) {
        this(table, elementOid, Optional.empty());
    }

    /** @param logicalDate the column behind those of the table, if there is one */
    public CopyBinaryEncoder(
            TableDefinition table, ToIntFunction<ColumnDefinition> elementOid, Optional<LogicalDate> logicalDate) {
        this.logicalDate = logicalDate;
        encoders = table.columns().stream()
                .map(column -> encoder(column, elementOid))
                .toArray(ValueEncoder[]::new);
        buffer.put(HEADER, 0, HEADER.length);
    }

    private ValueEncoder encoder(ColumnDefinition column, ToIntFunction<ColumnDefinition> elementOid) {
        int oid = column.type() instanceof ColumnType.ListOf ? elementOid.applyAsInt(column) : 0;
        return ValueEncoder.of(column.type(), column.sourceType(), patches, oid);
    }

    /** Sums the content hash of a batch; the bytes go nowhere. */
    public void hash(Batch batch) {
        encode(batch, (_, _, _) -> {});
    }

    @Override
    public <E extends Exception> void encode(Batch batch, CopySink<E> sink) throws E {
        List<ColumnVector> vectors = batch.columns();
        for (int row = 0; row < batch.rows(); row++) {
            int start = buffer.end();
            buffer.putInt16(encoders.length);
            for (int i = 0; i < encoders.length; i++) {
                encoders[i].encode(vectors.get(i), row, buffer);
            }
            sum.add(buffer.bytes(), start, buffer.end() - start);
            patches.apply(buffer.bytes());
            logicalDate.ifPresent(date -> append(date, start));
            buffer.flushWhenLarge(sink);
        }
    }

    /** Makes the row one column longer, once its hash is known. */
    private void append(LogicalDate date, int rowStart) {
        date.appendBinary(buffer);
        int columns = encoders.length + 1;
        buffer.bytes()[rowStart] = (byte) (columns >>> Byte.SIZE);
        buffer.bytes()[rowStart + 1] = (byte) columns;
    }

    @Override
    public <E extends Exception> void finish(CopySink<E> sink) throws E {
        buffer.putInt16(TRAILER);
        buffer.flush(sink);
    }

    @Override
    public ContentHash content() {
        return sum.content();
    }
}
