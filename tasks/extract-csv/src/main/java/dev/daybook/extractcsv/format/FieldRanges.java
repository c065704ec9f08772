package dev.daybook.extractcsv.format;

import java.util.Arrays;

/**
 * The fields of one record: where the bytes of each lie. Fields without doubled quotes or escapes lie in the reader's
 * own buffer, the others in a side buffer that holds them unescaped.
 */
public final class FieldRanges {

    private final Dialect dialect;
    private int count;
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private boolean[] quoted = new boolean[16];
    private boolean[] escaped = new boolean[16];
    private boolean anyEscaped;
    private byte[] buffer;
    private byte[] unescaped = new byte[0];

    FieldRanges(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The number of fields. */
    public int count() {
        return count;
    }

    /** The array that a field lies in. */
    public byte[] bytes(int field) {
        return escaped[field] ? unescaped : buffer;
    }

    /** Where a field begins in {@link #bytes}. */
    public int start(int field) {
        return starts[field];
    }

    /** The bytes of a field. */
    public int length(int field) {
        return lengths[field];
    }

    /** Whether a field stands in quotes. */
    public boolean isQuoted(int field) {
        return quoted[field];
    }

    void clear() {
        count = 0;
        anyEscaped = false;
    }

    /** Adds a field by its range relative to the record's start. */
    void add(int from, int to, boolean isQuoted, boolean isEscaped) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
            quoted = Arrays.copyOf(quoted, count * 2);
            escaped = Arrays.copyOf(escaped, count * 2);
        }
        starts[count] = from;
        lengths[count] = to - from;
        quoted[count] = isQuoted;
        escaped[count] = isEscaped;
        anyEscaped |= isEscaped;
        count++;
    }

    void removeLast() {
        count--;
    }

    /** Makes the ranges absolute once the record is complete, and unescapes what must be. */
    void unescape(byte[] recordBuffer, int recordStart) {
        buffer = recordBuffer;
        for (int field = 0; field < count; field++) {
            starts[field] += recordStart;
        }
        if (anyEscaped) {
            unescapeFields();
        }
    }

    private void unescapeFields() {
        int total = 0;
        for (int field = 0; field < count; field++) {
            total += escaped[field] ? lengths[field] : 0;
        }
        if (unescaped.length < total) {
            unescaped = new byte[Math.max(total, 1024)];
        }
        int used = 0;
        for (int field = 0; field < count; field++) {
            if (escaped[field]) {
                int length = unescape(starts[field], lengths[field], used);
                starts[field] = used;
                lengths[field] = length;
                used += length;
            }
        }
    }

    private int unescape(int start, int length, int target) {
        int written = target;
        int stop = start + length;
        for (int at = start; at < stop; at++) {
            byte value = buffer[at];
            // The reader has seen that each of the two stands before another byte of the field.
            if ((value & 0xff) == dialect.escape() || (value & 0xff) == dialect.quote()) {
                value = buffer[++at];
            }
            unescaped[written++] = value;
        }
        return written - target;
    }
}
