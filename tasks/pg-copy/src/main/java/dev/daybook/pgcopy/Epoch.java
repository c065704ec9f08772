package dev.daybook.pgcopy;

/**
 * PostgreSQL counts days and microseconds from 2000-01-01, with the ends of the number range as the infinities
 * ({@code DATEVAL_NOBEGIN} and {@code DT_NOBEGIN} in its {@code date.h} and {@code timestamp.h}); the lake counts from
 * 1970-01-01, with the largest value and its negative as the infinities.
 */
public final class Epoch {

    private static final int DAYS = 10_957;
    private static final long MICROSECONDS = DAYS * 86_400_000_000L;

    private Epoch() {}

    /** Days of the lake from those of the wire. */
    public static long dateFromWire(int days, ColumnErrors error) {
        if (days == Integer.MAX_VALUE) {
            return Integer.MAX_VALUE;
        }
        if (days == Integer.MIN_VALUE) {
            return -Integer.MAX_VALUE;
        }
        long lake = (long) days + DAYS;
        if (lake >= Integer.MAX_VALUE || lake <= -Integer.MAX_VALUE) {
            throw error.carriedAsText("a date outside the 32 bits that Parquet has for days since 1970-01-01");
        }
        return lake;
    }

    /** Microseconds of the lake from those of the wire. */
    public static long timestampFromWire(long microseconds, ColumnErrors error) {
        if (microseconds == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        if (microseconds == Long.MIN_VALUE) {
            return -Long.MAX_VALUE;
        }
        long lake = microseconds + MICROSECONDS;
        if (lake < microseconds || lake == Long.MAX_VALUE || lake <= -Long.MAX_VALUE) {
            throw error.carriedAsText(
                    "a timestamp outside the 64 bits that Parquet has for microseconds since 1970-01-01");
        }
        return lake;
    }

    /** The reverse of {@link #dateFromWire}. */
    public static int dateToWire(long days) {
        if (days == Integer.MAX_VALUE) {
            return Integer.MAX_VALUE;
        }
        if (days == -Integer.MAX_VALUE) {
            return Integer.MIN_VALUE;
        }
        return Math.toIntExact(days - DAYS);
    }

    /** The reverse of {@link #timestampFromWire}. */
    public static long timestampToWire(long microseconds) {
        if (microseconds == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        if (microseconds == -Long.MAX_VALUE) {
            return Long.MIN_VALUE;
        }
        return Math.subtractExact(microseconds, MICROSECONDS);
    }
}
