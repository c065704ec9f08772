package dev.daybook.extractcsv.rows;

import dev.daybook.extractcsv.format.RecordReader;
import java.io.IOException;

/** What becomes of a row that breaks its schema. */
public interface BadRows {

    /**
     * Takes a bad row.
     *
     * @param record stands at the row
     * @param line where it begins
     * @param reason names column, expected and found; follows the line's number in a message
     * @throws dev.daybook.task.StepFailure.BadData when it is one too many
     */
    void take(RecordReader record, long line, String reason) throws IOException;

    /**
     * Takes a blank line that stands between rows.
     *
     * @param line where it is
     * @throws dev.daybook.task.StepFailure.BadData when it is one bad row too many
     */
    void takeBlankLine(long line) throws IOException;

    /**
     * Judges the whole file.
     *
     * @param goodRows rows that were read
     * @throws dev.daybook.task.StepFailure.BadData when there were too many bad ones among them
     */
    void finish(long goodRows) throws IOException;

    /** The bad rows taken so far. */
    long count();
}
