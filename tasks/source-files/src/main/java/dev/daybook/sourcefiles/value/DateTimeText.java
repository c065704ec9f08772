package dev.daybook.sourcefiles.value;

import dev.daybook.sourcefiles.schema.DateTimeFormat;
import dev.daybook.sourcefiles.schema.DateTimeFormat.Component;
import dev.daybook.sourcefiles.schema.DateTimeFormat.Part;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a date and time apart, by its format and strictly: each number has its full count of digits and is within its
 * range, the day exists, no second 60, no 24:00.
 */
final class DateTimeText {

    private static final long MICROSECONDS = 1_000_000;
    private static final int FRACTION_DIGITS = 6;

    private final DateTimeFormat format;
    private final int[] components = new int[Component.values().length];
    private long fraction;
    private Optional<ZoneOffset> offset = Optional.empty();
    private byte[] bytes = {};
    private int at;
    private int stop;

    DateTimeText(DateTimeFormat format) {
        this.format = format;
    }

    /** Takes a text; returns null or why it is none. */
    @Nullable
    String take(byte[] source, int start, int length) {
        bytes = source;
        at = start;
        stop = start + length;
        java.util.Arrays.fill(components, 0);
        fraction = 0;
        offset = Optional.empty();
        for (Part part : format.parts()) {
            String problem = take(part);
            if (problem != null) {
                return problem;
            }
        }
        return at < stop ? "" : checkRanges();
    }

    private @Nullable String take(Part part) {
        return switch (part) {
            case Part.Literal literal -> takeCharacter(literal.character());
            case Part.TimeSeparator _ -> at < stop && bytes[at] == ' ' ? takeCharacter(' ') : takeCharacter('T');
            case Part.Number number -> takeNumber(number);
            case Part.OptionalFraction _ -> at < stop && bytes[at] == '.' ? takeFraction(at + 1) : null;
            case Part.Fraction _ -> takeFraction(at);
            case Part.Offset zone -> zone.optional() && at == stop ? null : takeOffset();
        };
    }

    private @Nullable String takeCharacter(char character) {
        byte[] encoded = String.valueOf(character).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        if (at + encoded.length > stop
                || !java.util.Arrays.equals(bytes, at, at + encoded.length, encoded, 0, encoded.length)) {
            return "";
        }
        at += encoded.length;
        return null;
    }

    private @Nullable String takeNumber(Part.Number number) {
        int value = digits(number.digits());
        if (value < 0) {
            return "";
        }
        components[number.component().ordinal()] = value;
        return null;
    }

    /** A number of exactly so many digits, or -1. */
    private int digits(int count) {
        if (at + count > stop) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < count; i++) {
            int digit = bytes[at + i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        at += count;
        return value;
    }

    private @Nullable String takeFraction(int start) {
        at = start;
        int digits = 0;
        while (at < stop && bytes[at] >= '0' && bytes[at] <= '9') {
            if (digits < FRACTION_DIGITS) {
                fraction = fraction * 10 + bytes[at] - '0';
            } else if (bytes[at] != '0') {
                return "more than six digits of a second";
            }
            digits++;
            at++;
        }
        for (int i = digits; i < FRACTION_DIGITS; i++) {
            fraction *= 10;
        }
        return digits == 0 ? "" : null;
    }

    private @Nullable String takeOffset() {
        if (at < stop && bytes[at] == 'Z') {
            at++;
            offset = Optional.of(ZoneOffset.UTC);
            return null;
        }
        if (at >= stop || (bytes[at] != '+' && bytes[at] != '-')) {
            return "";
        }
        int sign = bytes[at++] == '-' ? -1 : 1;
        int hours = digits(2);
        int minutes = 0;
        if (at < stop) {
            at += bytes[at] == ':' ? 1 : 0;
            minutes = digits(2);
        }
        if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) {
            return "";
        }
        offset = Optional.of(ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes));
        return null;
    }

    private @Nullable String checkRanges() {
        if (component(Component.HOUR) > 23 || component(Component.MINUTE) > 59 || component(Component.SECOND) > 59) {
            return "no such time of day";
        }
        if (!format.has(Component.YEAR, Component.MONTH, Component.DAY)) {
            return null;
        }
        if (component(Component.YEAR) == 0) {
            return "there is no year 0";
        }
        try {
            LocalDate.of(component(Component.YEAR), component(Component.MONTH), component(Component.DAY));
            return null;
        } catch (DateTimeException e) {
            return "there is no such day";
        }
    }

    private int component(Component component) {
        return components[component.ordinal()];
    }

    /** The day, in days since 1970-01-01. */
    long epochDay() {
        return LocalDate.of(component(Component.YEAR), component(Component.MONTH), component(Component.DAY))
                .toEpochDay();
    }

    /** The time of day, in microseconds since midnight. */
    long microsecondOfDay() {
        long seconds =
                component(Component.HOUR) * 3600L + component(Component.MINUTE) * 60L + component(Component.SECOND);
        return seconds * MICROSECONDS + fraction;
    }

    /** The offset from UTC, if the text names one. */
    Optional<ZoneOffset> offset() {
        return offset;
    }
}
