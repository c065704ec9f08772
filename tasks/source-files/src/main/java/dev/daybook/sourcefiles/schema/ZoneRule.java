package dev.daybook.sourcefiles.schema;

import java.time.ZoneId;

/** What a date and time says of its zone. */
public sealed interface ZoneRule {

    /** It has none and means none: {@code timestamp}. */
    record None() implements ZoneRule {}

    /** It must name its offset, {@code Z} or {@code +01:00}: {@code timestamptz}. */
    record Required() implements ZoneRule {}

    /**
     * Without an offset it is local time in a zone, where it must exist and be unique: {@code timestamptz}.
     *
     * @param zone the zone
     */
    record Local(ZoneId zone) implements ZoneRule {}
}
