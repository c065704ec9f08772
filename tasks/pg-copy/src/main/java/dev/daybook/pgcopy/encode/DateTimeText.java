package dev.daybook.pgcopy.encode;

import java.time.LocalDate;

/** Dates and times as PostgreSQL takes them under any DateStyle: ISO 8601 with BC behind it where it is due. */
final class DateTimeText {

    private static final long MICROSECONDS_OF_DAY = 86_400_000_000L;

    private DateTimeText() {}

    /** @param days since 1970-01-01, with the lake's infinities */
    static String date(long days) {
        if (days == Integer.MAX_VALUE) {
            return "infinity";
        }
        if (days == -Integer.MAX_VALUE) {
            return "-infinity";
        }
        LocalDate date = LocalDate.ofEpochDay(days);
        return day(date) + era(date);
    }

    /** @param microseconds since midnight, 24:00:00 included */
    static String time(long microseconds) {
        long seconds = microseconds / 1_000_000;
        String whole = twoDigits(seconds / 3600) + ":" + twoDigits(seconds / 60 % 60) + ":" + twoDigits(seconds % 60);
        long fraction = microseconds % 1_000_000;
        return fraction == 0
                ? whole
                : whole + "." + Long.toString(1_000_000 + fraction).substring(1);
    }

    /**
     * @param microseconds since 1970-01-01, with the lake's infinities
     * @param utc true for a moment, false for a local date and time
     */
    static String timestamp(long microseconds, boolean utc) {
        if (microseconds == Long.MAX_VALUE) {
            return "infinity";
        }
        if (microseconds == -Long.MAX_VALUE) {
            return "-infinity";
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(microseconds, MICROSECONDS_OF_DAY));
        String time = time(Math.floorMod(microseconds, MICROSECONDS_OF_DAY));
        return day(date) + " " + time + (utc ? "+00" : "") + era(date);
    }

    /** The year 0 of ISO 8601 is 1 BC. */
    private static String day(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        String digits = Integer.toString(year);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits + "-" + twoDigits(date.getMonthValue()) + "-"
                + twoDigits(date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    private static String twoDigits(long value) {
        return value < 10 ? "0" + value : Long.toString(value);
    }
}
