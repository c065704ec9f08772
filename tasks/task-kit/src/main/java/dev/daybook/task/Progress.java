package dev.daybook.task;

/**
 * How far a step is: a bar on a terminal, otherwise one line at least every minute. Safe for use by many threads.
 */
public interface Progress {

    /**
     * Announces how many parts the work has, as soon as that is known.
     *
     * @param tasks the number of calls of {@link #start} to come, those made already included
     */
    default void expect(int tasks) {}

    /**
     * Starts a part of the work.
     *
     * @param name what is worked on, for example {@code public.orders}
     * @param expectedRows an estimate, or -1 when there is none
     */
    Task start(String name, long expectedRows);

    /** A part of the work. Closing it without {@link #done()} marks it as not finished. */
    interface Task extends AutoCloseable {

        /** Adds rows and bytes that are done since the last call. */
        void advance(long rows, long bytes);

        /** The part is finished. */
        void done();

        @Override
        void close();
    }
}
