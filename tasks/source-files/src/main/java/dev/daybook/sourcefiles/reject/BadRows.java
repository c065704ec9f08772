package dev.daybook.sourcefiles.reject;

import java.io.IOException;

/** What becomes of a row that breaks its schema. */
public interface BadRows {

    /**
     * Takes a bad row.
     *
     * @param line where it begins
     * @param reason names column, expected and found; follows the line's number in a message
     * @param record the row
     * @throws dev.daybook.task.StepFailure.BadData when it is one too many
     * @throws IOException when it cannot be kept
     */
    void take(long line, String reason, RejectedRecord record) throws IOException;

    /**
     * Judges the whole file.
     *
     * @param goodRows rows that were read
     * @throws dev.daybook.task.StepFailure.BadData when there were too many bad ones among them
     * @throws IOException when the bad ones cannot be kept
     */
    void finish(long goodRows) throws IOException;

    /** The bad rows taken so far. */
    long count();
}
