package dev.daybook.task;

import java.time.Clock;
import java.util.function.Supplier;

/** What surrounds a run: the clock, the environment, progress, warnings and the wish to stop. Safe for use by many threads. */
public interface StepContext {

    /** The clock; tests inject their own. */
    Clock clock();

    /** The environment variables, with near misses and secret files. */
    Environment environment();

    /** Where long work tells how far it is. */
    Progress progress();

    /** Logs a warning, and counts and keeps it for the receipt. One line, without secrets. */
    void warn(String message);

    /**
     * Registers what must happen when the process is told to stop (SIGTERM), for example cancelling a statement and
     * removing a staging folder. Actions run in reverse order; closing the registration withdraws the action.
     */
    Registration onStop(Runnable action);

    /**
     * Does the one act that makes results visible, for example a rename or a COMMIT, so that a stop does not cut it in
     * two: a stop that comes meanwhile waits for it, within its 3 seconds; after a stop the act does not begin. Keep it
     * short.
     */
    default <T> T publish(Supplier<T> act) {
        return act.get();
    }

    /** Withdraws a stop action when closed. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
