package dev.daybook.extractcsv.format;

/** The rest of the file cannot be cut into records: a quote is never closed, or a limit is passed. */
public final class UnreadableRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final int field;

    UnreadableRecord(long line, int field, String reason) {
        super(reason, null);
        this.line = line;
        this.field = field;
    }

    /** The physical line where the record, or the quote that is never closed, began; from 1. */
    public long line() {
        return line;
    }

    /** The field's number, from 0. */
    public int field() {
        return field;
    }
}
