package dev.daybook.pgcopy.encode;

import dev.daybook.pgcopy.Epoch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A last column of type timestamptz in which all rows of one COPY have the same value: it tells the rows of periods apart
 * that lie in one table. It does not count in the content hash, which is that of the extract.
 *
 * @param value the first moment of the period
 */
public record LogicalDate(Instant value) {

    private static final int BYTES = 8;

    void appendBinary(CopyBuffer buffer) {
        buffer.putInt32(BYTES);
        buffer.putInt64(Epoch.timestampToWire(ChronoUnit.MICROS.between(Instant.EPOCH, value)));
    }

    void appendText(CopyBuffer buffer) {
        buffer.putAscii(value.toString());
    }
}
