package dev.daybook.extractcsv.format;

import dev.daybook.sourcefiles.record.FieldRanges;
import dev.daybook.sourcefiles.record.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a CSV text, one after the other, as ranges of bytes: RFC 4180 with the choices of a
 * {@link Dialect}, nothing guessed, nothing repaired. A record that breaks the rules is returned with a
 * {@link #fault()}, and reading goes on behind the next line end. The text is UTF-8 or anything else that keeps ASCII;
 * whether it is well-formed is the caller's to check ({@link #hasNonAscii()}).
 *
 * <p>Memory: the current record and one block. Not safe for use by more than one thread.
 */
public final class RecordReader {

    /**
     * Why a record is no record of the dialect.
     *
     * @param field the number of the field in which it breaks the rules, from 0
     * @param reason in words
     */
    public record Fault(int field, String reason) {}

    private static final int BLOCK = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final byte ORDINARY = 0;
    private static final byte NON_ASCII = 1;
    private static final byte NUL = 2;
    private static final byte DELIMITER = 3;
    private static final byte QUOTE = 4;
    private static final byte ESCAPE = 5;
    private static final byte LINE_END = 6;
    private static final byte END_OF_FILE = 7;

    private final InputStream input;
    private final Dialect dialect;
    private final RecordLimits limits;
    private final byte[] kinds = new byte[256];
    private final FieldRanges fields;

    private byte[] buffer = new byte[BLOCK];
    private int position;
    private int end;
    private long bufferOffset;
    private boolean atStart = true;
    private boolean ended;

    private int recordStart;
    private int recordEnd;
    private long recordLine;
    private long line = 1;
    private boolean blank;
    private boolean nonAscii;
    private boolean nul;
    private @Nullable Fault fault;

    /**
     * @param input closed by the caller; a UTF-8 byte order mark at its start is skipped
     * @param dialect how it is written
     * @param limits what one record may hold
     */
    public RecordReader(InputStream input, Dialect dialect, RecordLimits limits) {
        this.input = input;
        this.dialect = dialect;
        this.limits = limits;
        this.fields = new FieldRanges(dialect.quote(), dialect.escape());
        Arrays.fill(kinds, 128, 256, NON_ASCII);
        kinds[0] = NUL;
        kinds['\n'] = LINE_END;
        kinds['\r'] = LINE_END;
        mark(dialect.delimiter(), DELIMITER);
        mark(dialect.quote(), QUOTE);
        mark(dialect.escape(), ESCAPE);
    }

    private void mark(int character, byte kind) {
        if (character != Dialect.NONE) {
            kinds[character] = kind;
        }
    }

    /**
     * Moves on to the next record; comment lines are skipped, blank lines are records ({@link #isBlank()}).
     *
     * @return false at the end
     * @throws UnreadableRecord when a quote is never closed or a limit is passed
     * @throws IOException when the input cannot be read
     */
    public boolean next() throws IOException {
        skipByteOrderMark();
        do {
            beginRecord();
            if (peek() < 0) {
                return false;
            }
        } while (skipComment());
        readFields();
        fields.unescape(buffer, recordStart);
        return true;
    }

    private void skipByteOrderMark() throws IOException {
        if (atStart) {
            atStart = false;
            while (end < BYTE_ORDER_MARK.length && fill()) {
                // reads until there is enough to compare
            }
            if (end >= BYTE_ORDER_MARK.length && Arrays.equals(buffer, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
                position = BYTE_ORDER_MARK.length;
            }
        }
    }

    private void beginRecord() {
        recordStart = position;
        recordEnd = position;
        recordLine = line;
        blank = false;
        nonAscii = false;
        nul = false;
        fault = null;
        fields.clear();
    }

    private boolean skipComment() throws IOException {
        if (dialect.comment() == Dialect.NONE || peek() != dialect.comment()) {
            return false;
        }
        skipToLineEnd();
        endLine();
        return true;
    }

    private void readFields() throws IOException {
        int ending;
        do {
            if (fields.count() == limits.fields()) {
                throw limit(limits.fields() + " columns (a PostgreSQL table has no more)");
            }
            ending = readField();
        } while (ending == DELIMITER);
        recordEnd = position;
        if (recordEnd - recordStart > limits.recordBytes()) {
            throw limit(limits.recordBytes() + " bytes in one record (--max-line)");
        }
        blank = fault == null && recordEnd == recordStart;
        endLine();
    }

    /** Reads one field and what ends it: a delimiter is consumed, a line end is not. */
    private int readField() throws IOException {
        if (dialect.skipInitialSpace() && fields.count() > 0) {
            while (peek() == ' ') {
                position++;
            }
        }
        int first = peek();
        return first >= 0 && kinds[first] == QUOTE ? readQuotedField() : readPlainField();
    }

    private int readPlainField() throws IOException {
        int start = position - recordStart;
        boolean escaped = false;
        while (true) {
            byte kind = scan(start);
            switch (kind) {
                case NON_ASCII -> nonAscii = true;
                case NUL -> nul = true;
                case ESCAPE -> {
                    escaped = true;
                    if (!skipEscaped()) {
                        return LINE_END;
                    }
                    continue;
                }
                case QUOTE -> {
                    return fault(
                            start,
                            "a quote inside a field that does not begin with one; write the field as "
                                    + "\"...\" with each quote doubled");
                }
                default -> {
                    fields.add(start, position - recordStart, false, escaped);
                    if (kind == DELIMITER) {
                        position++;
                    }
                    return kind;
                }
            }
            position++;
        }
    }

    private int readQuotedField() throws IOException {
        long quoteLine = line;
        position++;
        int start = position - recordStart;
        boolean escaped = false;
        while (true) {
            switch (scan(start)) {
                case NON_ASCII -> nonAscii = true;
                case NUL -> nul = true;
                case DELIMITER -> {}
                case LINE_END -> {
                    endLine();
                    continue;
                }
                case ESCAPE -> {
                    escaped = true;
                    if (!skipEscaped()) {
                        return LINE_END;
                    }
                    continue;
                }
                case END_OF_FILE ->
                    throw new UnreadableRecord(
                            quoteLine,
                            fields.count(),
                            "a quote is opened here and never closed before the end of the file");
                default -> {
                    position++;
                    if (!dialect.doubleQuote() || peek() != dialect.quote()) {
                        return endQuotedField(start, escaped);
                    }
                    escaped = true;
                }
            }
            position++;
        }
    }

    private int endQuotedField(int start, boolean escaped) throws IOException {
        fields.add(start, position - 1 - recordStart, true, escaped);
        int next = peek();
        byte kind = next < 0 ? END_OF_FILE : kinds[next];
        if (kind == DELIMITER) {
            position++;
            return DELIMITER;
        }
        if (kind == LINE_END || kind == END_OF_FILE) {
            return kind;
        }
        fields.removeLast();
        return fault(start, "text after the closing quote of a field; a quote within a quoted field is written twice");
    }

    /** Moves to the next byte that is not ordinary and says what it is. */
    private byte scan(int fieldStart) throws IOException {
        while (true) {
            byte[] bytes = buffer;
            int at = position;
            int stop = end;
            while (at < stop && kinds[bytes[at] & 0xff] == ORDINARY) {
                at++;
            }
            position = at;
            if (at - recordStart - fieldStart > limits.fieldBytes()) {
                throw limit(limits.fieldBytes() + " bytes in one field (--max-field)");
            }
            if (at < stop) {
                return kinds[bytes[at] & 0xff];
            }
            if (!fill()) {
                return END_OF_FILE;
            }
        }
    }

    /** Skips an escape character and what it protects; a fault when that needs no protection. */
    private boolean skipEscaped() throws IOException {
        position++;
        int next = peek();
        if (next >= 0 && (kinds[next] == ESCAPE || kinds[next] == QUOTE || kinds[next] == DELIMITER)) {
            position++;
            return true;
        }
        if (next >= 0 && kinds[next] == LINE_END) {
            endLine();
            return true;
        }
        fault(
                position - recordStart,
                "an escape character before something that is not a quote, delimiter, line end or "
                        + "escape character; a literal one is written twice");
        return false;
    }

    private int fault(int start, String reason) throws IOException {
        fault = new Fault(fields.count(), reason);
        fields.add(start, start, false, false);
        skipToLineEnd();
        return LINE_END;
    }

    private void skipToLineEnd() throws IOException {
        int next = peek();
        while (next >= 0 && kinds[next] != LINE_END) {
            nonAscii |= kinds[next] == NON_ASCII;
            nul |= kinds[next] == NUL;
            position++;
            next = peek();
        }
    }

    private void endLine() throws IOException {
        int next = peek();
        if (next < 0) {
            return;
        }
        position++;
        if (next == '\r' && peek() == '\n') {
            position++;
        }
        line++;
    }

    /** The next byte, or -1 at the end. */
    private int peek() throws IOException {
        return position < end || fill() ? buffer[position] & 0xff : -1;
    }

    /** Reads more behind what is there; the current record moves to the start of the buffer when it must. */
    private boolean fill() throws IOException {
        if (end == buffer.length) {
            makeRoom();
        }
        // The end stays the end, also of a file that somebody still appends to.
        int read = ended ? -1 : input.read(buffer, end, buffer.length - end);
        if (read <= 0) {
            ended = true;
            return false;
        }
        end += read;
        return true;
    }

    private void makeRoom() {
        int held = end - recordStart;
        if (held > limits.recordBytes()) {
            throw limit(limits.recordBytes() + " bytes in one record (--max-line)");
        }
        byte[] target = buffer;
        if (held > buffer.length / 2) {
            long doubled = Math.min(buffer.length * 2L, Math.max(BLOCK, (long) limits.recordBytes()) + BLOCK);
            target = new byte[(int) Math.max(doubled, held + 1L)];
        }
        System.arraycopy(buffer, recordStart, target, 0, held);
        buffer = target;
        bufferOffset += recordStart;
        position -= recordStart;
        recordEnd -= recordStart;
        end = held;
        recordStart = 0;
    }

    private UnreadableRecord limit(String limit) {
        return new UnreadableRecord(recordLine, fields.count(), "more than the limit of " + limit);
    }

    /** The physical line on which the record begins, from 1. */
    public long line() {
        return recordLine;
    }

    /** The physical line that reading has come to, from 1. */
    public long currentLine() {
        return line;
    }

    /** Where the record begins, in bytes from the start of the input. */
    public long offset() {
        return bufferOffset + recordStart;
    }

    /** Where the record's first byte that is no well-formed UTF-8 lies, in bytes from the start of the input; or -1. */
    public long malformedOffset() {
        int malformed = Utf8.firstMalformed(buffer, recordStart, recordEnd - recordStart);
        return malformed < 0 ? -1 : bufferOffset + malformed;
    }

    /** Bytes of input consumed so far. */
    public long position() {
        return bufferOffset + position;
    }

    /** Whether the record is an empty line. */
    public boolean isBlank() {
        return blank;
    }

    /** Whether a byte of the record is above 0x7F, so that its encoding is worth a check. */
    public boolean hasNonAscii() {
        return nonAscii;
    }

    /** Whether a byte of the record is zero. */
    public boolean hasNul() {
        return nul;
    }

    /** Why the record breaks the rules of the dialect, if it does; its fields are not to be used then. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** The fields of the record. They are overwritten by {@link #next()}. */
    public FieldRanges fields() {
        return fields;
    }

    /** The record as it stands in the file, without its line end. */
    public byte[] recordBytes() {
        return Arrays.copyOfRange(buffer, recordStart, recordEnd);
    }

    /** How often a byte occurs in the record. */
    public int count(char character) {
        int count = 0;
        for (int i = recordStart; i < recordEnd; i++) {
            count += buffer[i] == character ? 1 : 0;
        }
        return count;
    }

    /** The text of a field; malformed bytes show as U+FFFD. */
    public String text(int field) {
        return new String(fields.bytes(field), fields.start(field), fields.length(field), StandardCharsets.UTF_8);
    }
}
