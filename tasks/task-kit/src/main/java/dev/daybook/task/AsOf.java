package dev.daybook.task;

import java.time.Duration;
import java.time.Instant;

/**
 * When the state that an extract holds was true at its source.
 *
 * @param time the source's own clock beside the snapshot, or a file's modification time
 * @param kind how that time lies to the period
 */
public record AsOf(Instant time, Kind kind) {

    /** How the time of a state lies to the end of its period. */
    public enum Kind {
        /** Before the period's end: the period was not over. */
        INTRADAY,
        /** Within 24 hours after the period's end: the state the period closed with. */
        CLOSING,
        /** Later than that. */
        LATE
    }

    private static final Duration CLOSING_TIME = Duration.ofHours(24);

    /** Classifies a time against a period. */
    public static AsOf of(Period period, Instant time) {
        if (time.isBefore(period.end())) {
            return new AsOf(time, Kind.INTRADAY);
        }
        return new AsOf(time, time.isAfter(period.end().plus(CLOSING_TIME)) ? Kind.LATE : Kind.CLOSING);
    }
}
