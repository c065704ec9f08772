package dev.daybook.task.run;

import dev.daybook.task.FailureKind;
import dev.daybook.task.log.JsonLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Ends the process when the heap is used up, as {@code -XX:+ExitOnOutOfMemoryError} would, which a jar cannot set for
 * itself: whatever still ran could publish something half done. All that it writes is made beforehand.
 */
final class OutOfMemory {

    private static final String MESSAGE = "out of memory: give the JVM more heap (-Xmx), or the container more memory";

    private final Surroundings surroundings;
    private final ProcessControl process;
    private final byte[] line = bytes(MESSAGE);
    private volatile byte[] receipt;
    private boolean ended;

    OutOfMemory(Surroundings surroundings, ProcessControl process) {
        this.surroundings = surroundings;
        this.process = process;
        prepare(Map.of());
    }

    /** Makes the receipt for the case that memory runs out. */
    void prepare(Map<String, String> facts) {
        JsonLine json = new JsonLine();
        facts.forEach(json::field);
        receipt = bytes(json.field("status", "failed")
                .field("kind", FailureKind.OUT_OF_MEMORY.label())
                .field("exit_code", FailureKind.OUT_OF_MEMORY.exitCode())
                .field("message", MESSAGE)
                .text());
    }

    /** Whether the heap was used up; a worker's error reaches us wrapped. */
    static boolean isCauseOf(Throwable thrown) {
        Throwable cause = thrown;
        // A chain of causes can be a circle.
        for (int depth = 0; cause != null && depth < 50; depth++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /**
     * Writes line and receipt, and ends the process with exit code 3. Returns where there is no process to end. Several
     * threads may run out of memory at once: the first one writes, the others wait here for the end.
     */
    synchronized void end() {
        if (!ended) {
            ended = true;
            write(surroundings.stderr(), line);
            write(surroundings.stdout(), receipt);
        }
        process.halt(FailureKind.OUT_OF_MEMORY.exitCode());
    }

    private static void write(OutputStream stream, byte[] bytes) {
        try {
            stream.write(bytes);
            stream.flush();
        } catch (IOException e) {
            // Nothing is left to do but to end.
        }
    }

    private static byte[] bytes(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
