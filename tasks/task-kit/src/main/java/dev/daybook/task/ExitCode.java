package dev.daybook.task;

/** The exit codes of every step; {@link FailureKind} lists those of failures. */
public final class ExitCode {

    /** Done, unchanged or kept; the receipt says which. */
    public static final int OK = 0;

    /** A bug: an exception nobody expected. */
    public static final int BUG = FailureKind.BUG.exitCode();

    /** Stopped by SIGTERM; nothing was published. */
    public static final int STOPPED = FailureKind.STOPPED.exitCode();

    private ExitCode() {}

    /** The exit code of a failure of an expected kind. */
    public static int of(StepFailure failure) {
        return FailureKind.of(failure).exitCode();
    }
}
