package dev.daybook.sourcefiles.reject;

/** What becomes of a row that breaks its schema. */
public interface BadRows {

    /**
     * Takes a bad row.
     *
     * @throws dev.daybook.task.StepFailure.BadData when it is one too many
     */
    void take(RejectedRecord record);

    /**
     * Judges the whole file.
     *
     * @param goodRows rows that were read
     * @throws dev.daybook.task.StepFailure.BadData when there were too many bad ones among them
     */
    void finish(long goodRows);
}
