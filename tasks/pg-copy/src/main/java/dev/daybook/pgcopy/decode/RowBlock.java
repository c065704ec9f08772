package dev.daybook.pgcopy.decode;

import dev.daybook.lake.model.TableDefinition;
import dev.daybook.pgcopy.BigEndian;
import dev.daybook.pgcopy.ColumnErrors;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.util.Arrays;

/**
 * Gathers COPY BINARY data until it holds a batch of whole rows, and knows where each value lies. Reused: it grows for
 * rows larger than itself and shrinks again.
 */
final class RowBlock {

    /** What {@link #scan} came to. */
    enum Scan {
        /** The data so far is read; there is room for more rows. */
        MORE,
        /** A batch of rows is complete. */
        FULL
    }

    private static final int SIZE = 256 << 10;
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int HEADER = SIGNATURE.length + 8;
    private static final int TRAILER = -1;

    private final String dataset;
    private final ColumnErrors[] errors;
    private final long maxValueBytes;
    private final int maxRows;
    private final int columns;
    private final int[][] starts;
    private final int[] rowStarts;

    private byte[] bytes = new byte[SIZE];
    private int end;
    private int position;
    private int column = -1;
    private int rows;
    private boolean inHeader = true;
    private boolean ended;

    RowBlock(TableDefinition table, long maxValueBytes, int maxRows) {
        this.dataset = table.dataset();
        this.errors = table.columns().stream()
                .map(each -> new ColumnErrors(table, each))
                .toArray(ColumnErrors[]::new);
        this.maxValueBytes = maxValueBytes;
        this.maxRows = maxRows;
        this.columns = errors.length;
        this.starts = new int[columns][maxRows];
        this.rowStarts = new int[maxRows + 1];
    }

    /** The data; values may be rewritten in place until {@link #forgetRows()}. */
    byte[] bytes() {
        return bytes;
    }

    /** Whole rows found. */
    int rows() {
        return rows;
    }

    /** Where each row starts, and, after the last one, where it ends. */
    int[] rowStarts() {
        return rowStarts;
    }

    /** Where the values of a column start, -1 for a NULL; the four bytes before hold the length. */
    int[] starts(int index) {
        return starts[index];
    }

    /** Whether the trailer has been read. */
    boolean ended() {
        return ended;
    }

    /** Whether more bytes fit without moving anything. */
    boolean hasRoom(int length) {
        return length <= bytes.length - end;
    }

    /** Appends bytes; grows when they do not fit. */
    void append(byte[] data, int start, int length) {
        if (!hasRoom(length)) {
            long needed = (long) end + length;
            if (needed > Integer.MAX_VALUE - 16) {
                throw new StepFailure.BadData("a row of " + EscapedText.of(dataset)
                        + " is larger than 2 GiB; leave out the column that makes it so, or the table");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 16)));
        }
        System.arraycopy(data, start, bytes, end, length);
        end += length;
    }

    /** Finds whole rows in the data so far. */
    Scan scan() {
        if (inHeader && !readHeader()) {
            return Scan.MORE;
        }
        while (rows < maxRows) {
            if (!scanRow()) {
                return Scan.MORE;
            }
            rows++;
            rowStarts[rows] = position;
        }
        return Scan.FULL;
    }

    /** Forgets the whole rows; what follows them moves to the front. */
    void forgetRows() {
        int from = rowStarts[rows];
        byte[] old = bytes;
        if (bytes.length > SIZE && end - from <= SIZE / 2) {
            bytes = new byte[SIZE];
        }
        System.arraycopy(old, from, bytes, 0, end - from);
        end -= from;
        position = 0;
        column = -1;
        rows = 0;
        rowStarts[0] = 0;
    }

    private boolean readHeader() {
        if (end < HEADER) {
            return false;
        }
        if (!Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)
                || BigEndian.int32(bytes, SIGNATURE.length) != 0) {
            throw notCopyBinary("a header without flags");
        }
        int extension = BigEndian.int32(bytes, SIGNATURE.length + 4);
        if (extension < 0 || extension > SIZE - HEADER) {
            throw notCopyBinary("a header extension of at most " + (SIZE - HEADER) + " bytes");
        }
        if (end < HEADER + extension) {
            return false;
        }
        position = HEADER + extension;
        rowStarts[0] = position;
        inHeader = false;
        return true;
    }

    /** Reads on in the current row; false when its end has not come yet. */
    private boolean scanRow() {
        if (column < 0 && !startRow()) {
            return false;
        }
        byte[] data = bytes;
        int at = position;
        int row = rows;
        for (int i = column; i < columns; i++) {
            int next = at + 4;
            int length = next <= end ? BigEndian.int32(data, at) : 0;
            if (next > end || length > end - next) {
                position = at;
                column = i;
                checkLength(i, length);
                return false;
            }
            if (length < 0) {
                checkNull(i, length);
                starts[i][row] = -1;
                at = next;
            } else {
                checkLength(i, length);
                starts[i][row] = next;
                at = next + length;
            }
        }
        position = at;
        column = -1;
        return true;
    }

    private boolean startRow() {
        if (ended) {
            if (position < end) {
                throw notCopyBinary("nothing after the trailer");
            }
            return false;
        }
        if (position + 2 > end) {
            return false;
        }
        int fields = BigEndian.int16(bytes, position);
        if (fields == TRAILER) {
            ended = true;
            position += 2;
            return startRow();
        }
        if (fields != columns) {
            throw notCopyBinary(columns + " fields in a row, found " + fields);
        }
        position += 2;
        column = 0;
        return true;
    }

    private void checkLength(int index, int length) {
        if (length > maxValueBytes) {
            throw errors[index].tooLarge(length, maxValueBytes);
        }
    }

    private void checkNull(int index, int length) {
        if (length != -1) {
            throw notCopyBinary("a length of at least -1 for column " + (index + 1) + ", found " + length);
        }
    }

    private StepFailure.BadData notCopyBinary(String expected) {
        return new StepFailure.BadData("COPY BINARY data of " + EscapedText.of(dataset) + ": expected " + expected);
    }
}
