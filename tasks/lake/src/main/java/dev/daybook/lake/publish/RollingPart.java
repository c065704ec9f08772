package dev.daybook.lake.publish;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.part.PartWriter;
import java.util.function.Supplier;

/**
 * A part that goes on in a further file when one is full, so that no footer grows with the rows of a table: it would be
 * held in memory, by the writer and by every reader.
 */
final class RollingPart implements PartWriter {

    private final Supplier<StagedPart> next;
    private StagedPart current;
    private long finishedBytes;

    /** @param next starts a file */
    RollingPart(Supplier<StagedPart> next) {
        this.next = next;
        this.current = next.get();
    }

    @Override
    public void write(Batch batch) {
        if (current.isFull()) {
            finish();
            current.close();
            finishedBytes += current.bytes();
            current = next.get();
        }
        current.write(batch);
    }

    @Override
    public long bytes() {
        return finishedBytes + current.bytes();
    }

    @Override
    public void finish() {
        current.finish();
    }

    @Override
    public void close() {
        current.close();
    }
}
