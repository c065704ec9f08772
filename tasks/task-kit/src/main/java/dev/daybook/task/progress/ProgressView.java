package dev.daybook.task.progress;

/** Shows progress. Called by one thread at a time. */
interface ProgressView {

    /** How often {@link #tick} wants to be called, in milliseconds; 0 for never. */
    long tickMillis();

    /**
     * A part has ended.
     *
     * @param name what it was, safe for one line
     */
    void ended(String name, long rows, long bytes, boolean done, ProgressSnapshot now);

    /** Time has passed. */
    void tick(ProgressSnapshot now);

    /** The work is over. */
    void close();

    /** Shows nothing. */
    record Nothing() implements ProgressView {
        @Override
        public long tickMillis() {
            return 0;
        }

        @Override
        public void ended(String name, long rows, long bytes, boolean done, ProgressSnapshot now) {}

        @Override
        public void tick(ProgressSnapshot now) {}

        @Override
        public void close() {}
    }
}
