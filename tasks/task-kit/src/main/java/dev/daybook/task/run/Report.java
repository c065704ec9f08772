package dev.daybook.task.run;

import dev.daybook.task.ExitCode;
import dev.daybook.task.FailureKind;
import dev.daybook.task.StepFailure;
import dev.daybook.task.command.Settings;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.text.EscapedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a run ends: in the log, in the receipt and by the exit code. */
final class Report {

    private static final Logger LOG = LoggerFactory.getLogger(StepProgram.class);

    private final Surroundings surroundings;
    private final OutOfMemory outOfMemory;
    private final Map<String, String> facts;
    private final Settings settings;
    private final Optional<ByteArrayOutputStream> textInstead;
    private final Instant begin;

    /**
     * @param facts what the receipt says of the run
     * @param textInstead of a receipt, for a command that prints for people
     */
    Report(
            Surroundings surroundings,
            OutOfMemory outOfMemory,
            Map<String, String> facts,
            Settings settings,
            Optional<ByteArrayOutputStream> textInstead) {
        this.surroundings = surroundings;
        this.outOfMemory = outOfMemory;
        this.facts = facts;
        this.settings = settings;
        this.textInstead = textInstead;
        this.begin = surroundings.clock().instant();
        if (textInstead.isEmpty()) {
            outOfMemory.prepare(facts);
        }
    }

    /** What an exception comes to, whether it was expected or not. */
    Outcome.Failed failure(Throwable thrown) {
        boolean isExpected = thrown instanceof StepFailure && !OutOfMemory.isCauseOf(thrown);
        return isExpected ? Outcome.Failed.of((StepFailure) thrown) : unexpected(thrown);
    }

    /** What an unexpected exception comes to. When memory has run out, the process ends here. */
    Outcome.Failed unexpected(Throwable thrown) {
        if (OutOfMemory.isCauseOf(thrown)) {
            outOfMemory.end();
            return Outcome.Failed.of(FailureKind.OUT_OF_MEMORY, "out of memory");
        }
        String crashId = UUID.randomUUID().toString().substring(0, 8);
        String found = thrown.getClass().getName()
                + (thrown.getMessage() == null ? "" : ": " + EscapedText.of(thrown.getMessage()));
        String problem = "bug: " + found + " (crash id " + crashId + ", please report it with the stack trace)";
        return new Outcome.Failed(FailureKind.BUG, List.of(problem), Optional.of(thrown));
    }

    /** Writes log line and receipt, and returns the exit code. */
    int write(Outcome outcome, List<String> warnings) {
        if (outcome instanceof Outcome.Failed failed && failed.kind() == FailureKind.OUT_OF_MEMORY) {
            return failed.exitCode(); // Written by then.
        }
        log(outcome);
        if (textInstead.isPresent()) {
            boolean isDone = outcome.exitCode() == ExitCode.OK;
            return isDone ? print(textInstead.get().toByteArray()) : outcome.exitCode();
        }
        Duration duration = duration();
        Receipt receipt = new Receipt(facts, outcome, duration, warnings);
        Optional<Outcome> unwritten = writeFile(receipt);
        unwritten.ifPresent(this::log);
        Receipt last = unwritten
                .map(failure -> new Receipt(facts, failure, duration, warnings))
                .orElse(receipt);
        int printed = print((last.json() + "\n").getBytes(StandardCharsets.UTF_8));
        int exitCode = last.outcome().exitCode();
        return exitCode == ExitCode.OK ? printed : exitCode;
    }

    private Duration duration() {
        return Duration.between(begin, surroundings.clock().instant());
    }

    /** Prints to stdout and returns the exit code: what is lost there must not look like a success. */
    int print(byte[] bytes) {
        try {
            OutputStream stdout = surroundings.stdout();
            stdout.write(bytes);
            stdout.flush();
            return ExitCode.OK;
        } catch (IOException e) {
            LOG.error("stdout: expected to write {} bytes, found: {}", bytes.length, e.getMessage());
            return FailureKind.INPUT_OUTPUT.exitCode();
        }
    }

    /** A failure to write the receipt's file; after a failed run only logged, as the run's own failure matters more. */
    private Optional<Outcome> writeFile(Receipt receipt) {
        if (settings.receiptFile().isEmpty()) {
            return Optional.empty();
        }
        ReceiptFile file = new ReceiptFile(settings.receiptFile().get());
        if (isRefused(receipt.outcome(), file)) {
            return Optional.empty(); // The run's failure says so already.
        }
        try {
            file.check();
            file.write(receipt.json());
            return Optional.empty();
        } catch (StepFailure.CannotCreate e) {
            return unwritten(receipt, e.problems().getFirst());
        } catch (IOException e) {
            return unwritten(receipt, file.place() + ": cannot be written: " + FileReason.of(e));
        }
    }

    private static Optional<Outcome> unwritten(Receipt receipt, String problem) {
        if (receipt.outcome().exitCode() != ExitCode.OK) {
            LOG.error(problem);
            return Optional.empty();
        }
        return Optional.of(Outcome.Failed.of(
                FailureKind.INPUT_OUTPUT,
                problem + "; the work itself is " + receipt.outcome().status()));
    }

    private static boolean isRefused(Outcome outcome, ReceiptFile file) {
        return outcome instanceof Outcome.Failed failed
                && failed.problems().stream().anyMatch(problem -> problem.startsWith(file.place()));
    }

    private void log(Outcome outcome) {
        switch (outcome) {
            case Outcome.Succeeded succeeded -> LOG.info(Summary.of(succeeded, duration()));
            case Outcome.SucceededForAll succeeded -> LOG.info(Summary.of(succeeded, duration()));
            case Outcome.Checked checked
            when textInstead.isEmpty() -> LOG.info("{}: nothing wrong found", checked.status());
            case Outcome.Checked _ -> {}
            case Outcome.Failed failed
            when failed.kind() == FailureKind.BUG ->
                LOG.error(failed.problems().getFirst(), failed.cause().orElse(null));
            case Outcome.Failed failed -> {
                failed.problems().forEach(LOG::error);
                failed.cause().ifPresent(cause -> LOG.debug("caused by", cause));
            }
        }
    }
}
