package dev.daybook.sourcefiles.reject;

import dev.daybook.sourcefiles.record.FieldRanges;

/** A record that breaks its schema, as it stands in the file. It is read at once: a reader overwrites its bytes. */
public sealed interface RejectedRecord {

    /**
     * One that cannot be cut into the columns, or whose format has none.
     *
     * @param bytes all of it, without its line end
     */
    record Whole(byte[] bytes) implements RejectedRecord {}

    /**
     * One that has a field for each column.
     *
     * @param fields its fields
     */
    record Fields(FieldRanges fields) implements RejectedRecord {}
}
