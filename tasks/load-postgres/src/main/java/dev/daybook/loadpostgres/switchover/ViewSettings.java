package dev.daybook.loadpostgres.switchover;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the views move.
 *
 * @param grantTo the role that may read them
 * @param recreate whether a view that cannot be changed in place is dropped and made anew
 * @param readerWait how long to try to get past readers
 * @param inGroups how many views move at a time; empty for all
 */
public record ViewSettings(Optional<String> grantTo, boolean recreate, Duration readerWait, OptionalInt inGroups) {}
