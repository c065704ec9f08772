package dev.daybook.task.run;

import dev.daybook.task.ExitCode;
import dev.daybook.task.FailureKind;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a run ended. */
sealed interface Outcome {

    /** What the receipt says under {@code status}. */
    String status();

    /** The process's exit code. */
    int exitCode();

    /** The step did its work, or found it done. */
    record Succeeded(StepResult result) implements Outcome {
        @Override
        public String status() {
            return result.status().name().toLowerCase(Locale.ROOT);
        }

        @Override
        public int exitCode() {
            return ExitCode.OK;
        }
    }

    /** {@code check} found nothing wrong. */
    record Checked() implements Outcome {
        @Override
        public String status() {
            return "checked";
        }

        @Override
        public int exitCode() {
            return ExitCode.OK;
        }
    }

    /**
     * It failed, or was stopped.
     *
     * @param problems one line each
     * @param cause what shows up in the log: always for a bug, else at debug only
     */
    record Failed(FailureKind kind, List<String> problems, Optional<Throwable> cause) implements Outcome {

        static Failed of(StepFailure failure) {
            return new Failed(FailureKind.of(failure), failure.problems(), Optional.ofNullable(failure.getCause()));
        }

        static Failed of(FailureKind kind, String problem) {
            return new Failed(kind, List.of(problem), Optional.empty());
        }

        @Override
        public String status() {
            return kind == FailureKind.STOPPED ? "stopped" : "failed";
        }

        @Override
        public int exitCode() {
            return kind.exitCode();
        }
    }
}
