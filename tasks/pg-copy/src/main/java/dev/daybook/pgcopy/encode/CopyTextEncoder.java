package dev.daybook.pgcopy.encode;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.TableDefinition;
import java.util.List;
import java.util.Optional;

/**
 * Turns batches into COPY text data, for tables with columns that COPY BINARY cannot load because the lake holds them in
 * text form. The content hash is that of {@link CopyBinaryEncoder}.
 */
public final class CopyTextEncoder implements CopyEncoder {

    private final ValueText[] texts;
    private final CopyBinaryEncoder hashes;
    private final CopyBuffer buffer = new CopyBuffer();
    private final CopyBuffer value = new CopyBuffer();
    private final Optional<LogicalDate> logicalDate;

    /** @param table what the rows are */
    public CopyTextEncoder(TableDefinition table) {
        this(table, Optional.empty());
    }

    /**
     * @param table what the rows are
     * @param logicalDate the column behind those of the table, if there is one
     */
    public CopyTextEncoder(TableDefinition table, Optional<LogicalDate> logicalDate) {
        this.logicalDate = logicalDate;
        texts = table.columns().stream()
                .map(column -> ValueText.of(column.type(), column.sourceType()))
                .toArray(ValueText[]::new);
        hashes = new CopyBinaryEncoder(table);
    }

    @Override
    public <E extends Exception> void encode(Batch batch, CopySink<E> sink) throws E {
        hashes.hash(batch);
        List<ColumnVector> vectors = batch.columns();
        for (int row = 0; row < batch.rows(); row++) {
            for (int i = 0; i < texts.length; i++) {
                if (i > 0) {
                    buffer.putByte('\t');
                }
                append(texts[i], vectors.get(i), row);
            }
            logicalDate.ifPresent(this::append);
            buffer.putByte('\n');
            buffer.flushWhenLarge(sink);
        }
    }

    private void append(LogicalDate date) {
        if (texts.length > 0) {
            buffer.putByte('\t');
        }
        date.appendText(buffer);
    }

    private void append(ValueText text, ColumnVector values, int row) {
        if (values.nulls()[row]) {
            buffer.putAscii("\\N");
            return;
        }
        value.clear();
        text.append(values, row, value);
        byte[] raw = value.bytes();
        int length = value.end();
        int at = buffer.reserve(2 * length);
        byte[] out = buffer.bytes();
        for (int i = 0; i < length; i++) {
            byte escaped = escaped(raw[i]);
            if (escaped != 0) {
                out[at++] = '\\';
                out[at++] = escaped;
            } else {
                out[at++] = raw[i];
            }
        }
        buffer.shorten(at);
    }

    /** What stands behind the backslash for a byte that cannot stand for itself; 0 when it can. */
    private static byte escaped(byte value) {
        return switch (value) {
            case '\\' -> '\\';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
    }

    @Override
    public <E extends Exception> void finish(CopySink<E> sink) throws E {
        buffer.flush(sink);
    }

    @Override
    public ContentHash content() {
        return hashes.content();
    }
}
