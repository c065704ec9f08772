package dev.daybook.task;

/** The exit codes of every step; the numbers are those of BSD's {@code sysexits.h}, as far as it has them. */
public final class ExitCode {

    /** Done, unchanged or kept; the receipt says which. */
    public static final int OK = 0;

    /** A bug: an exception nobody expected. */
    public static final int BUG = 70;

    /** Stopped by SIGTERM; nothing was published. */
    public static final int STOPPED = 143;

    private ExitCode() {}

    /** The exit code of a failure of an expected kind. */
    public static int of(StepFailure failure) {
        return switch (failure) {
            case StepFailure.Usage _ -> 64;
            case StepFailure.BadData _ -> 65;
            case StepFailure.NotReady _ -> 66;
            case StepFailure.Unreachable _ -> 69;
            case StepFailure.CannotCreate _ -> 73;
            case StepFailure.InputOutput _ -> 74;
            case StepFailure.Temporary _ -> 75;
            case StepFailure.Denied _ -> 77;
            case StepFailure.Configuration _ -> 78;
        };
    }
}
