package dev.daybook.task;

import dev.daybook.task.text.EscapedText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a run works for: one UTC day, {@code 2024-01-20}, or one UTC hour, {@code 2024-01-20T07}.
 *
 * <p>Immutable. {@link #toString()} gives the one text form that paths, locks, ledger rows and {@code --date} share.
 *
 * @param start the first moment of the period; on the full hour, and on midnight for a day
 * @param length how long the period is
 */
public record Period(LocalDateTime start, Length length) implements Comparable<Period> {

    /** The lengths a period can have. */
    public enum Length {
        /** From midnight to midnight, UTC. */
        DAY(ChronoUnit.DAYS, "uuuu-MM-dd"),
        /** From one full hour to the next, UTC. */
        HOUR(ChronoUnit.HOURS, "uuuu-MM-dd'T'HH");

        private final ChronoUnit unit;
        private final DateTimeFormatter format;

        Length(ChronoUnit unit, String pattern) {
            this.unit = unit;
            this.format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
        }

        /** What it is called in messages: {@code day} or {@code hour}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern DAY_TEXT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern HOUR_TEXT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}");

    /** Checks that {@code start} is the first moment of a period of this length. */
    public Period {
        if (!start.truncatedTo(length.unit).equals(start)) {
            throw new IllegalArgumentException("not the start of a period: " + start);
        }
    }

    /** The period that is the given UTC day. */
    public static Period day(LocalDate day) {
        return new Period(day.atStartOfDay(), Length.DAY);
    }

    /**
     * Reads the text form of a period.
     *
     * @throws IllegalArgumentException when the text is not exactly {@code YYYY-MM-DD} or {@code YYYY-MM-DDTHH}, or
     *     names a moment that does not exist; the message shows the text escaped
     */
    public static Period parse(String text) {
        try {
            if (DAY_TEXT.matcher(text).matches()) {
                return day(LocalDate.parse(text, Length.DAY.format));
            }
            if (HOUR_TEXT.matcher(text).matches()) {
                return new Period(LocalDateTime.parse(text, Length.HOUR.format), Length.HOUR);
            }
        } catch (DateTimeException e) {
            throw notAPeriod(text, e);
        }
        throw notAPeriod(text, null);
    }

    private static IllegalArgumentException notAPeriod(String text, @Nullable DateTimeException cause) {
        return new IllegalArgumentException(
                "expected a day YYYY-MM-DD or an hour YYYY-MM-DDTHH that exists, found '" + EscapedText.of(text) + "'",
                cause);
    }

    /** The first moment of this period. */
    public Instant begin() {
        return start.toInstant(ZoneOffset.UTC);
    }

    /** The first moment after this period. */
    public Instant end() {
        return start.plus(1, length.unit).toInstant(ZoneOffset.UTC);
    }

    /** The period of the same length that follows. */
    public Period next() {
        return new Period(start.plus(1, length.unit), length);
    }

    /**
     * How many periods there are from this one to another of the same length, both counted; less than 1 when that is
     * earlier.
     */
    public long countThrough(Period last) {
        return length.unit.between(start, last.start) + 1;
    }

    /** The UTC day this period lies in. */
    public LocalDate date() {
        return start.toLocalDate();
    }

    /** Orders periods by their start; a day comes before its own first hour. */
    @Override
    public int compareTo(Period other) {
        int byStart = start.compareTo(other.start);
        return byStart != 0 ? byStart : length.compareTo(other.length);
    }

    @Override
    public String toString() {
        return length.format.format(start);
    }
}
