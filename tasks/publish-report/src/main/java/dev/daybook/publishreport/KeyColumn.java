package dev.daybook.publishreport;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a report's order key.
 *
 * @param name its name
 * @param direction whether its values grow or fall from row to row
 * @param nulls where the rows without a value stand; empty when there may be none
 */
record KeyColumn(String name, Direction direction, Optional<Nulls> nulls) {

    private static final Pattern FORM = Pattern.compile(
            "(.*?)(?:\\s+(asc|desc))?(?:\\s+nulls\\s+(first|last))?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Whether values grow or fall. */
    enum Direction {
        ASCENDING,
        DESCENDING
    }

    /** Where NULL stands, whatever the direction. */
    enum Nulls {
        FIRST,
        LAST
    }

    /**
     * Reads a column as ORDER BY has it: {@code revenue}, {@code revenue desc}, {@code revenue desc nulls last}.
     *
     * @param columns the report's columns; one that is called like the whole text is meant as it stands
     */
    static KeyColumn read(String text, List<String> columns) {
        Matcher matcher = FORM.matcher(text);
        if (columns.contains(text) || !matcher.matches()) {
            return new KeyColumn(text, Direction.ASCENDING, Optional.empty());
        }
        boolean descending = "desc".equalsIgnoreCase(matcher.group(2));
        return new KeyColumn(
                matcher.group(1),
                descending ? Direction.DESCENDING : Direction.ASCENDING,
                Optional.ofNullable(matcher.group(3)).map(place -> Nulls.valueOf(place.toUpperCase(Locale.ROOT))));
    }
}
