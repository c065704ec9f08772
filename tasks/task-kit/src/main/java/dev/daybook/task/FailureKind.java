package dev.daybook.task;

import java.util.Locale;

/** The ways in which a run can end without success, each with its exit code. The numbers are BSD's {@code sysexits.h}. */
public enum FailureKind {
    /** The JVM ran out of heap. */
    OUT_OF_MEMORY(3, "JVM out of memory", "once"),
    /** A bad argument. */
    USAGE(64, "usage: a bad argument", "no"),
    /** Data that is not as declared. */
    BAD_DATA(65, "bad data", "no"),
    /** What the step reads is not there yet. */
    NOT_READY(66, "what this step reads is not ready for this period", "no"),
    /** A host or service does not answer. */
    UNREACHABLE(69, "host or service not reachable", "yes"),
    /** An exception nobody expected. */
    BUG(70, "bug: the log has a crash id and a stack trace", "no"),
    /** An output cannot be created. */
    CANNOT_CREATE(73, "output cannot be created", "once"),
    /** An I/O error or a full disk. */
    INPUT_OUTPUT(74, "I/O error or disk full", "once"),
    /** Something that passes. */
    TEMPORARY(75, "temporary: a lock held, a deadlock, a connection cut", "yes"),
    /** Permission denied or password refused. */
    DENIED(77, "permission denied or password refused", "no"),
    /** A setting is missing or contradicts another. */
    CONFIGURATION(78, "configuration: a setting missing or contradictory", "no"),
    /** Stopped from outside. */
    STOPPED(143, "stopped by SIGTERM; its line says whether something was published", "yes");

    private final int exitCode;
    private final String meaning;
    private final String retryHelps;

    FailureKind(int exitCode, String meaning, String retryHelps) {
        this.exitCode = exitCode;
        this.meaning = meaning;
        this.retryHelps = retryHelps;
    }

    /** The kind of a failure that was expected. */
    public static FailureKind of(StepFailure failure) {
        return switch (failure) {
            case StepFailure.Usage _ -> USAGE;
            case StepFailure.BadData _ -> BAD_DATA;
            case StepFailure.NotReady _ -> NOT_READY;
            case StepFailure.Unreachable _ -> UNREACHABLE;
            case StepFailure.CannotCreate _ -> CANNOT_CREATE;
            case StepFailure.InputOutput _ -> INPUT_OUTPUT;
            case StepFailure.Temporary _ -> TEMPORARY;
            case StepFailure.Denied _ -> DENIED;
            case StepFailure.Configuration _ -> CONFIGURATION;
        };
    }

    /** The process's exit code. */
    public int exitCode() {
        return exitCode;
    }

    /** The name in a receipt, for example {@code bad-data}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it means, for {@code --help}. */
    public String meaning() {
        return meaning;
    }

    /** Whether running again can help: {@code yes}, {@code no} or {@code once}. */
    public String retryHelps() {
        return retryHelps;
    }
}
