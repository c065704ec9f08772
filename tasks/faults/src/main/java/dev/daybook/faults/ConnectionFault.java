package dev.daybook.faults;

import java.util.Locale;

/** What is done to the connections of one run of a step. */
sealed interface ConnectionFault {

    /** Nothing; the traffic is only counted. */
    record None() implements ConnectionFault {}

    /**
     * The connection is lost after so many bytes, counted over all connections of the run.
     *
     * @param direction of the bytes
     * @param bytes how many pass before
     * @param how how the connection is lost
     */
    record AfterBytes(Direction direction, long bytes, Loss how) implements ConnectionFault {}

    /**
     * Something happens at a statement, counted over all connections of the run.
     *
     * @param number the statement's, from 1
     * @param onlyCommits whether only COMMIT counts
     * @param what happens
     */
    record AtStatement(int number, boolean onlyCommits, Event what) implements ConnectionFault {

        boolean counts(String sql) {
            return !onlyCommits || sql.strip().toUpperCase(Locale.ROOT).startsWith("COMMIT");
        }
    }

    /** Where bytes go. */
    enum Direction {
        TO_SERVER,
        TO_STEP
    }

    /** How a connection is lost. */
    enum Loss {
        CLOSED,
        RESET,
        STALLED
    }

    /** What happens at a statement. */
    enum Event {
        /** The connection is lost before the server gets it. */
        CUT_BEFORE,
        /** The server does it, and the connection is lost before its answer arrives. */
        CUT_AFTER,
        /** The server's process for this connection is terminated before it gets the statement. */
        TERMINATED,
        /** The step is killed before the server gets it. */
        KILLED_BEFORE,
        /** The server does it, and the step is killed before the answer arrives. */
        KILLED_AFTER
    }
}
