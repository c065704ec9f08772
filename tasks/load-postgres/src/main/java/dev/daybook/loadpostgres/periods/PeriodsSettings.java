package dev.daybook.loadpostgres.periods;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the periods of a source are loaded.
 *
 * @param grantTo the role that may read the tables and the views
 * @param readerWait how long readers are given way to where a table gets new columns
 * @param keepDays how many days stay in the warehouse; empty for all
 */
public record PeriodsSettings(Optional<String> grantTo, Duration readerWait, OptionalInt keepDays) {}
