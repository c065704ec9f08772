package dev.daybook.extractcsv.rows;

import dev.daybook.extractcsv.format.RecordReader;
import dev.daybook.task.StepFailure;

/**
 * The first bad row ends the run.
 *
 * @param file the file's name, for the message
 */
public record NoBadRows(String file) implements BadRows {

    static final String BLANK_LINE = ": a blank line between rows";

    @Override
    public void take(RecordReader record, long line, String reason) {
        throw new StepFailure.BadData(file + ", line " + line + reason);
    }

    @Override
    public void takeBlankLine(long line) {
        throw new StepFailure.BadData(file + ", line " + line + BLANK_LINE);
    }

    @Override
    public void finish(long goodRows) {
        // Nothing was taken.
    }

    @Override
    public long count() {
        return 0;
    }
}
