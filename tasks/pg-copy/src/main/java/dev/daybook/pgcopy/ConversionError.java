package dev.daybook.pgcopy;

import dev.daybook.lake.model.DatasetName;
import dev.daybook.task.StepFailure;

/**
 * A column that holds a value which does not fit its type in the lake.
 *
 * @param dataset the table
 * @param column the column
 * @param problem what it holds, never the value itself: {@code column public.t.v (numeric(10,2)) holds NaN, ...}
 * @param remedy what would carry it
 */
public record ConversionError(DatasetName dataset, String column, String problem, Remedy remedy) {

    /** What would carry a value that does not fit. A step has an option for each. */
    public sealed interface Remedy {

        /** The column as text. */
        record Text() implements Remedy {}

        /**
         * Larger values.
         *
         * @param bytes the size of this one
         */
        record LargerValues(long bytes) implements Remedy {}
    }

    /** Whether the column fits as text; otherwise the value is too large for any type. */
    public boolean fitsText() {
        return remedy instanceof Remedy.Text;
    }

    /** Ends the decoding of a column. Caught by the decoder, so it needs no stack. */
    public static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ConversionError error;

        Found(ConversionError error) {
            super(error.problem(), null, false, false);
            this.error = error;
        }

        /** What does not fit. */
        public ConversionError error() {
            return error;
        }
    }

    /** The failure of a reader that goes on after no error. */
    public StepFailure.BadData failure() {
        return new StepFailure.BadData(problem);
    }
}
