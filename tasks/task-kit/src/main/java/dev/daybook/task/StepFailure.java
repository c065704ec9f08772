package dev.daybook.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure of an expected kind. Its message is one line that says what was expected, what was found, where, and what
 * to do; no stack trace is shown for it. {@link ExitCode#of} maps each kind to its exit code.
 *
 * <p>Everything else that is thrown is a bug (exit code 70).
 */
public abstract sealed class StepFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Immutable and serializable, as {@code List.copyOf} makes it. */
    @SuppressWarnings("serial")
    private final List<String> problems;

    private StepFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problems = List.of(message);
    }

    private StepFailure(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, one line each; most failures have one. */
    public List<String> problems() {
        return problems;
    }

    /** A bad argument (64). A retry cannot help. */
    public static final class Usage extends StepFailure {
        private static final long serialVersionUID = 1L;

        /** @param message names the option, the value and what is allowed */
        public Usage(String message) {
            super(message, null);
        }

        /** @param problems several bad arguments, each as above */
        public Usage(List<String> problems) {
            super(problems);
        }
    }

    /** Data that is not as declared (65): names file, line or table, column, expected, found. */
    public static final class BadData extends StepFailure {
        private static final long serialVersionUID = 1L;

        /** @param message names the place, what was expected and what was found */
        public BadData(String message) {
            super(message, null);
        }

        /** @param problems several places, each as above */
        public BadData(List<String> problems) {
            super(problems);
        }

        /** @param message as above; {@code cause} goes to the debug log only */
        public BadData(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What this step reads is not there for this period (66): names the step and the command to run first. */
    public static final class NotReady extends StepFailure {
        private static final long serialVersionUID = 1L;

        /** @param message lists what is missing and the commands that make it */
        public NotReady(String message) {
            super(message, null);
        }
    }

    /** A host or service did not answer after own retries (69). A retry helps. */
    public static final class Unreachable extends StepFailure {
        private static final long serialVersionUID = 1L;

        /** @param message names host and port */
        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** An output cannot be created (73). */
    public static final class CannotCreate extends StepFailure {
        private static final long serialVersionUID = 1L;

        /** @param message names the path, the user id and the fix */
        public CannotCreate(String message) {
            super(message, null);
        }

        /** @param message as above; {@code cause} goes to the debug log only */
        public CannotCreate(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** An I/O error or a full disk (74). */
    public static final class InputOutput extends StepFailure {
        private static final long serialVersionUID = 1L;

        /** @param message names the path and the operation */
        public InputOutput(String message) {
            super(message, null);
        }

        /** @param message as above; {@code cause} goes to the debug log only */
        public InputOutput(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Something that passes (75): a lock held, a deadlock, a reset, an unknown commit outcome. A retry helps. */
    public static final class Temporary extends StepFailure {
        private static final long serialVersionUID = 1L;

        /** @param message names who or what is in the way */
        public Temporary(String message) {
            super(message, null);
        }

        /** @param message as above; {@code cause} goes to the debug log only */
        public Temporary(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Permission denied or password refused (77). */
    public static final class Denied extends StepFailure {
        private static final long serialVersionUID = 1L;

        /** @param message names the role or user id and the right it lacks */
        public Denied(String message) {
            super(message, null);
        }

        /** @param message as above; {@code cause} goes to the debug log only */
        public Denied(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A missing or contradictory setting, or a server in the wrong role (78). */
    public static final class Configuration extends StepFailure {
        private static final long serialVersionUID = 1L;

        /** @param message names each setting and the near miss */
        public Configuration(String message) {
            super(message, null);
        }

        /** @param problems several settings, each as above */
        public Configuration(List<String> problems) {
            super(problems);
        }

        /** @param message as above; {@code cause} goes to the debug log only */
        public Configuration(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
