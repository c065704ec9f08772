package dev.daybook.task.run;

/** What a program does to its own process; tests in one JVM use {@link #NONE}. */
interface ProcessControl {

    /** No process of its own: no signals, no terminal. */
    ProcessControl NONE = new ProcessControl() {
        @Override
        public int terminalWidth() {
            return 0;
        }

        @Override
        public void onOutOfMemory(Runnable end) {}

        @Override
        public void onSignal(Runnable stop) {}

        @Override
        public void endSignals() {}

        @Override
        public void halt(int exitCode) {}

        @Override
        public void awaitHalt() {}
    };

    /** The columns of the terminal that stderr is, or 0 when it is none. */
    int terminalWidth();

    /** Runs {@code end} when a thread that nobody waits for has no memory left. */
    void onOutOfMemory(Runnable end);

    /** Runs {@code stop} when the process is told to end (SIGTERM, SIGINT, SIGHUP). */
    void onSignal(Runnable stop);

    /** From now on a signal ends the process at once. */
    void endSignals();

    /** Ends the process now, whatever other threads do. In tests it returns. */
    void halt(int exitCode);

    /** Waits for the end of the process. In tests it returns. */
    void awaitHalt();
}
