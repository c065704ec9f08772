package dev.daybook.task.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The way to stderr: whole lines, and below them one status line that is drawn anew in place. Each line is one write,
 * so that lines of several processes do not mix. Safe for use by many threads.
 */
public final class ErrorOutput {

    /** Back to the first column, and erase to the end of the line (ECMA-48 EL). */
    private static final String ERASE = "\r\u001B[K";

    private final OutputStream stderr;
    private String status = "";

    /** @param stderr where all goes */
    public ErrorOutput(OutputStream stderr) {
        this.stderr = stderr;
    }

    /** Writes one line; a status line moves below it. */
    public synchronized void line(String line) {
        if (status.isEmpty()) {
            write(line + "\n");
        } else {
            write(ERASE + line + "\n" + status);
        }
    }

    /** Draws the status line anew; an empty one removes it. Only for a terminal. */
    public synchronized void status(String newStatus) {
        if (!newStatus.equals(status)) {
            write(ERASE + newStatus);
            status = newStatus;
        }
    }

    private void write(String text) {
        try {
            stderr.write(text.getBytes(StandardCharsets.UTF_8));
            stderr.flush();
        } catch (IOException e) {
            // There is no other place to complain to, and a lost log line must not fail the work.
        }
    }
}
