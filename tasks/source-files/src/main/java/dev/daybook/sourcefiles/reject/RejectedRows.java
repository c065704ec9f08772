package dev.daybook.sourcefiles.reject;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ListVector;
import dev.daybook.lake.column.LongVector;
import dev.daybook.lake.model.RecordCounts;
import dev.daybook.sourcefiles.record.RecordText;
import dev.daybook.task.StepFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Bad rows become rows of a dataset of their own, {@link RejectedTable}, up to a limit, and are counted by their reasons.
 */
public final class RejectedRows implements BadRows {

    private static final int REASONS_SHOWN = 3;

    private final String file;
    private final Batch batch;
    private final LongConsumer endRow;
    private final BadRowLimit limit;
    private final String limitOption;
    private final List<String> firstReasons = new ArrayList<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private String fileColumn = "";
    private String place = "";
    private long count;

    /**
     * @param file the file's name, or what many are found by, for messages
     * @param batch gets the rows
     * @param endRow ends each row, given its bytes
     * @param limit how many are allowed
     * @param limitOption the option that says so, for messages
     */
    public RejectedRows(String file, Batch batch, LongConsumer endRow, BadRowLimit limit, String limitOption) {
        this.file = file;
        this.batch = batch;
        this.endRow = endRow;
        this.limit = limit;
        this.limitOption = limitOption;
    }

    /**
     * The rows that follow are of this file.
     *
     * @param path its path below the folder that is fixed, for the rows
     * @param shown what goes before a line's number in messages; empty where a line alone says where it is
     */
    public void startFile(String path, String shown) {
        fileColumn = path;
        place = shown;
    }

    @Override
    public void take(RejectedRecord record) {
        count++;
        record.reasons().stream().distinct().forEach(reason -> reasons.merge(reason, 1L, Long::sum));
        if (firstReasons.size() < REASONS_SHOWN) {
            firstReasons.add(place + "line " + record.line() + record.message());
        }
        if (limit.isPassed(count)) {
            throw tooMany(count + " bad rows so far");
        }
        write(record);
    }

    private StepFailure.BadData tooMany(String found) {
        return new StepFailure.BadData(file + ": " + found + ", " + limitOption + " allows " + limit + "; the first: "
                + String.join("; ", firstReasons));
    }

    private void write(RejectedRecord record) {
        add(0, fileColumn);
        ((LongVector) batch.columns().get(1)).add(record.line());
        add(2, record.reasons());
        add(3, withoutPunctuation(record.message()));
        add(4, RecordText.of(record.bytes(), 0, record.bytes().length));
        add(5, record.subjects());
        endRow.accept(record.bytes().length);
    }

    private void add(int column, String text) {
        add((BytesVector) batch.columns().get(column), text);
    }

    private void add(int column, List<String> texts) {
        ListVector list = (ListVector) batch.columns().get(column);
        texts.forEach(text -> add((BytesVector) list.elements(), text));
        list.endList();
    }

    private static void add(BytesVector vector, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        vector.add(bytes, 0, bytes.length);
    }

    /** A message as it stands alone: it begins with what joins it to a line's number. */
    private static String withoutPunctuation(String message) {
        return message.substring(2);
    }

    @Override
    public void finish(long goodRows) {
        if (limit.isPassed(count, goodRows + count)) {
            throw tooMany(count + " of " + (goodRows + count) + " rows are bad");
        }
    }

    /** The first bad row's line and reason. */
    public String firstReason() {
        return firstReasons.isEmpty() ? "" : "the first: " + firstReasons.getFirst();
    }

    /** The bad rows taken so far. */
    public long count() {
        return count;
    }

    /** What became of all records, so many of them good. */
    public RecordCounts counts(long goodRows) {
        return RecordCounts.of(goodRows, count, reasons);
    }
}
