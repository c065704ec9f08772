package dev.daybook.task.progress;

import dev.daybook.task.log.ErrorOutput;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Progress as one line at the bottom of a terminal, drawn anew at most ten times a second. */
final class ProgressBar implements ProgressView {

    private static final int CELLS = 20;

    private final ErrorOutput output;
    private final int width;
    private final ProgressLines ends;

    /**
     * @param width of the terminal, in columns
     * @param log takes a line when a part ends
     */
    ProgressBar(ErrorOutput output, int width, Consumer<String> log) {
        this.output = output;
        this.width = width;
        this.ends = new ProgressLines(log);
    }

    @Override
    public long tickMillis() {
        return 100;
    }

    @Override
    public void ended(String name, long rows, long bytes, boolean done, ProgressSnapshot now) {
        ends.ended(name, rows, bytes, done, now);
    }

    @Override
    public void tick(ProgressSnapshot now) {
        output.status(now.active().isEmpty() ? "" : cut(bar(now)));
    }

    @Override
    public void close() {
        output.status("");
    }

    static String bar(ProgressSnapshot now) {
        int full = (int) (now.fraction() * CELLS);
        return "[%s%s] %d/%d  %s  %s  %s/s  %s"
                .formatted(
                        "#".repeat(full),
                        ".".repeat(CELLS - full),
                        now.tasksDone(),
                        now.tasks(),
                        Amount.of(now.rows(), "row"),
                        Amount.bytes(now.bytes()),
                        Amount.bytes(now.rate()),
                        now.active().stream().map(ProgressSnapshot.Active::name).collect(Collectors.joining(", ")));
    }

    /** A line that wraps could not be drawn anew; a character beyond Latin may be two columns wide. */
    private String cut(String bar) {
        int columns = 0;
        for (int i = 0; i < bar.length(); i++) {
            columns += bar.charAt(i) < 0x300 ? 1 : 2;
            if (columns >= width) {
                int end = Character.isLowSurrogate(bar.charAt(i)) ? i - 1 : i;
                return bar.substring(0, end);
            }
        }
        return bar;
    }
}
