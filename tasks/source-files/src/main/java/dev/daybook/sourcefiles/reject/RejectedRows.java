package dev.daybook.sourcefiles.reject;

import dev.daybook.sourcefiles.record.FieldRanges;
import dev.daybook.sourcefiles.record.Utf8;
import dev.daybook.task.StepFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bad rows go to a file of their own, up to a limit: CSV in UTF-8 with the columns of the dataset, then
 * {@code daybook_line}, {@code daybook_reason} and {@code daybook_record}. A row that cannot be cut into the columns has
 * them empty and stands as a whole in {@code daybook_record}. Bytes that are no UTF-8 are written as {@code \xE9}. The
 * file is made with the first bad row.
 */
public final class RejectedRows implements BadRows, AutoCloseable {

    private static final int REASONS_SHOWN = 3;

    private final String file;
    private final Supplier<OutputStream> rejectFile;
    private final List<String> columns;
    private final BadRowLimit limit;
    private final String limitOption;
    private final List<String> firstReasons = new ArrayList<>();
    private String oneOfMany = "";
    private @Nullable OutputStream output;
    private long count;

    /**
     * @param file the file's name, or what many are found by, for messages
     * @param rejectFile opens the file that bad rows go to
     * @param columns the dataset's columns
     * @param limit how many are allowed
     * @param limitOption the option that says so, for messages
     */
    public RejectedRows(
            String file,
            Supplier<OutputStream> rejectFile,
            List<String> columns,
            BadRowLimit limit,
            String limitOption) {
        this.file = file;
        this.rejectFile = rejectFile;
        this.columns = List.copyOf(columns);
        this.limit = limit;
        this.limitOption = limitOption;
    }

    /**
     * The rows that follow are of one of many files, so that a line alone does not say where they are.
     *
     * @param name the file's name
     */
    public void startOneOfMany(String name) {
        oneOfMany = name;
    }

    @Override
    public void take(long line, String reason, RejectedRecord record) throws IOException {
        count(line, reason);
        switch (record) {
            case RejectedRecord.Whole(byte[] bytes) ->
                write(",".repeat(columns.size() - 1), line, reason, cell(text(bytes, 0, bytes.length), true));
            case RejectedRecord.Fields(FieldRanges fields) -> write(cells(fields), line, reason, "");
        }
    }

    private static String cells(FieldRanges fields) {
        StringJoiner cells = new StringJoiner(",");
        for (int i = 0; i < fields.count(); i++) {
            cells.add(cell(text(fields.bytes(i), fields.start(i), fields.length(i)), fields.isQuoted(i)));
        }
        return cells.toString();
    }

    private void count(long line, String reason) {
        count++;
        if (firstReasons.size() < REASONS_SHOWN) {
            firstReasons.add((oneOfMany.isEmpty() ? "" : oneOfMany + ", ") + "line " + line + reason);
        }
        if (limit.isPassed(count)) {
            throw tooMany(count + " bad rows so far");
        }
    }

    private StepFailure.BadData tooMany(String found) {
        return new StepFailure.BadData(file + ": " + found + ", " + limitOption + " allows " + limit + "; the first: "
                + String.join("; ", firstReasons));
    }

    private void write(String cells, long line, String reason, String record) throws IOException {
        if (output == null) {
            output = new BufferedOutputStream(rejectFile.get());
            output.write(header().getBytes(StandardCharsets.UTF_8));
        }
        String reasonOnly = (oneOfMany.isEmpty() ? "" : oneOfMany + ": ") + reason.substring(2);
        String row = cells + "," + line + "," + cell(reasonOnly, true) + "," + record + "\n";
        output.write(row.getBytes(StandardCharsets.UTF_8));
    }

    private String header() {
        StringBuilder header = new StringBuilder();
        columns.forEach(column -> header.append(cell(column, false)).append(','));
        return header.append("daybook_line,daybook_reason,daybook_record\n").toString();
    }

    private static String cell(String text, boolean quoted) {
        boolean plain = !quoted && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String text(byte[] bytes, int start, int length) {
        StringBuilder text = new StringBuilder(length);
        int at = start;
        int stop = start + length;
        int malformed = Utf8.firstMalformed(bytes, at, stop - at);
        while (malformed >= 0) {
            text.append(new String(bytes, at, malformed - at, StandardCharsets.UTF_8));
            text.append(String.format(Locale.ROOT, "\\x%02X", bytes[malformed]));
            at = malformed + 1;
            malformed = Utf8.firstMalformed(bytes, at, stop - at);
        }
        return text.append(new String(bytes, at, stop - at, StandardCharsets.UTF_8))
                .toString();
    }

    @Override
    public void finish(long goodRows) throws IOException {
        if (limit.isPassed(count, goodRows + count)) {
            throw tooMany(count + " of " + (goodRows + count) + " rows are bad");
        }
        if (output != null) {
            output.close();
            output = null;
        }
    }

    /** The first bad row's line and reason. */
    public String firstReason() {
        return firstReasons.isEmpty() ? "" : "the first: " + firstReasons.getFirst();
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        if (output != null) {
            output.close();
        }
    }
}
