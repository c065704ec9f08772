package dev.daybook.task.run;

import dev.daybook.task.ExitCode;
import dev.daybook.task.FailureKind;
import dev.daybook.task.Period;
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

    private static String nameOf(StepResult.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** The step did its work, or found it done. */
    record Succeeded(StepResult result) implements Outcome {
        @Override
        public String status() {
            return nameOf(result.status());
        }

        @Override
        public int exitCode() {
            return ExitCode.OK;
        }
    }

    /** The step did its work, or found it done, for each of many periods. */
    record SucceededForAll(PeriodSums sums) implements Outcome {
        @Override
        public String status() {
            return nameOf(sums.status());
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
     * @param before what was done for the periods before, where a run is for many
     */
    record Failed(FailureKind kind, List<String> problems, Optional<Throwable> cause, Optional<PeriodSums> before)
            implements Outcome {

        /** One of a run for one period. */
        Failed(FailureKind kind, List<String> problems, Optional<Throwable> cause) {
            this(kind, problems, cause, Optional.empty());
        }

        /** This failure, as one of a period among many. */
        Failed in(Period period, PeriodSums sums) {
            List<String> placed =
                    problems.stream().map(problem -> period + ": " + problem).toList();
            return new Failed(kind, placed, cause, Optional.of(sums));
        }

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
