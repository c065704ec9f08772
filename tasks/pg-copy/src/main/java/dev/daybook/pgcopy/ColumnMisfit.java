package dev.daybook.pgcopy;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.pgcopy.decode.CopyBinaryDecoder;
import dev.daybook.task.StepFailure;

/**
 * A column that holds a value which does not fit its type in the lake.
 *
 * @param dataset the table
 * @param column the column
 * @param problem what it holds, never the value itself: {@code column public.t.v (numeric(10,2)) holds NaN, ...}
 * @param advice the option that carries it, ready to paste
 * @param fitsText whether the column fits as text; otherwise the value is too large for any type
 */
public record ColumnMisfit(DatasetName dataset, String column, String problem, String advice, boolean fitsText) {

    /** One line that says what is wrong and what to do. */
    public String message() {
        return problem + "; " + (fitsText ? "carry the column as text: " : "allow it: ") + advice;
    }

    /** Ends the decoding of a column. Caught by {@link CopyBinaryDecoder}, so it needs no stack. */
    static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ColumnMisfit misfit;

        Found(ColumnMisfit misfit) {
            super(misfit.message(), null, false, false);
            this.misfit = misfit;
        }

        ColumnMisfit misfit() {
            return misfit;
        }
    }

    /** The failure of a reader that goes on after no misfit. */
    StepFailure.BadData failure() {
        return new StepFailure.BadData(message());
    }
}
