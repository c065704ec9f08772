package dev.daybook.sourcefiles.reject;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many rows of a file may be bad. */
public sealed interface BadRowLimit {

    /** Whether so many bad rows are too many, before the file's end. */
    boolean isPassed(long badRows);

    /** Whether so many bad rows are too many in a file of so many rows, bad ones included. */
    boolean isPassed(long badRows, long allRows);

    /**
     * A number of rows.
     *
     * @param rows 0 or more
     */
    record Count(long rows) implements BadRowLimit {
        @Override
        public boolean isPassed(long badRows) {
            return badRows > rows;
        }

        @Override
        public boolean isPassed(long badRows, long allRows) {
            return badRows > rows;
        }

        @Override
        public String toString() {
            return String.valueOf(rows);
        }
    }

    /**
     * A share of all rows.
     *
     * @param percent from 0 to 100
     */
    record Percent(BigDecimal percent) implements BadRowLimit {
        @Override
        public boolean isPassed(long badRows) {
            return false;
        }

        @Override
        public boolean isPassed(long badRows, long allRows) {
            return BigDecimal.valueOf(badRows)
                            .movePointRight(2)
                            .compareTo(percent.multiply(BigDecimal.valueOf(allRows)))
                    > 0;
        }

        @Override
        public String toString() {
            return percent.toPlainString() + "%";
        }
    }

    /** No bad row is allowed. */
    BadRowLimit NONE = new Count(0);

    /**
     * Reads {@code 10} or {@code 0.5%}.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    static BadRowLimit parse(String text) {
        Matcher matcher =
                Pattern.compile("(\\d{1,15})|(\\d{1,3}(?:\\.\\d{1,9})?)%").matcher(text);
        if (matcher.matches() && matcher.group(1) != null) {
            return new Count(Long.parseLong(matcher.group(1)));
        }
        if (matcher.matches() && new BigDecimal(matcher.group(2)).compareTo(BigDecimal.valueOf(100)) <= 0) {
            return new Percent(new BigDecimal(matcher.group(2)));
        }
        throw new IllegalArgumentException("expected a number of rows or a percentage from 0% to 100%");
    }
}
