package dev.daybook.sourcefiles.reject;

import dev.daybook.task.StepFailure;

/**
 * The first bad row ends the run.
 *
 * @param file the file's name, for the message
 */
public record NoBadRows(String file) implements BadRows {

    @Override
    public void take(RejectedRecord record) {
        throw new StepFailure.BadData(file + ", line " + record.line() + record.message());
    }

    @Override
    public void finish(long goodRows) {
        // Nothing was taken.
    }
}
