package dev.daybook.sourcefiles.record;

import java.util.Arrays;

/**
 * The fields of one record: where the bytes of each lie. Fields without escaped bytes lie in the reader's own buffer, the
 * others in a side buffer that holds them unescaped. A reader of records fills it; who reads values looks at it only.
 */
public final class FieldRanges {

    private final int quote;
    private final int escape;
    private int count;
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private boolean[] quoted = new boolean[16];
    private boolean[] escaped = new boolean[16];
    private boolean anyEscaped;
    private byte[] buffer = new byte[0];
    private byte[] unescaped = new byte[0];

    /**
     * @param quote a byte that, in an escaped field, stands before another byte and is not part of the field; -1 if none
     * @param escape another such byte; -1 if none
     */
    public FieldRanges(int quote, int escape) {
        this.quote = quote;
        this.escape = escape;
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

    /** Forgets the fields, for the next record. */
    public void clear() {
        count = 0;
        anyEscaped = false;
    }

    /**
     * Adds a field.
     *
     * @param from where it begins, from the record's start
     * @param to where it ends, from the record's start
     * @param isQuoted whether it stands in quotes
     * @param isEscaped whether it holds bytes to drop
     */
    public void add(int from, int to, boolean isQuoted, boolean isEscaped) {
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

    /** Takes the last field back. */
    public void removeLast() {
        count--;
    }

    /** Makes the ranges absolute once the record is complete, and unescapes what must be. */
    public void unescape(byte[] recordBuffer, int recordStart) {
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
            if ((value & 0xff) == escape || (value & 0xff) == quote) {
                value = buffer[++at];
            }
            unescaped[written++] = value;
        }
        return written - target;
    }
}
