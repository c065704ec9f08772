package dev.daybook.task.progress;

import dev.daybook.task.Progress;
import dev.daybook.task.log.ErrorOutput;
import dev.daybook.task.log.LogLines;
import dev.daybook.task.text.EscapedText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps count of all parts of the work and shows them. Safe for use by many threads. */
public final class ProgressBoard implements Progress, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final ProgressView view;
    private final Clock clock;
    private final List<Part> active = new ArrayList<>();
    private int started;
    private int done;
    private int expected;
    private long endedRows;
    private long endedBytes;
    private @Nullable Instant begin;
    private @Nullable Thread ticker;
    private boolean closed;

    ProgressBoard(ProgressView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    /**
     * A board that shows progress as asked for.
     *
     * @param terminalWidth the columns of the terminal that stderr is, or 0 when it is none
     */
    public static ProgressBoard of(
            ProgressMode mode, int terminalWidth, ErrorOutput output, LogLines lines, Clock clock) {
        ProgressView view = switch (mode) {
            case AUTO ->
                terminalWidth > 0 ? new ProgressBar(output, terminalWidth, LOG::info) : new ProgressLines(LOG::info);
            case PLAIN -> new ProgressLines(LOG::info);
            case JSON -> new ProgressJson(output, lines.facts(), clock);
            case NONE -> new ProgressView.Nothing();
        };
        return new ProgressBoard(view, clock);
    }

    @Override
    public synchronized void expect(int tasks) {
        expected = tasks;
    }

    @Override
    public synchronized Task start(String name, long expectedRows) {
        if (begin == null) {
            begin = clock.instant();
        }
        started++;
        Part part = new Part(EscapedText.of(name), expectedRows);
        active.add(part);
        startTicking();
        return part;
    }

    private void startTicking() {
        if (ticker == null && !closed && view.tickMillis() > 0) {
            ticker = Thread.ofPlatform().daemon().name("progress").start(this::tickUntilClosed);
        }
    }

    private synchronized void tickUntilClosed() {
        try {
            while (!closed) {
                wait(view.tickMillis());
                if (!closed) {
                    tick();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows how far the work is, if that is due. */
    synchronized void tick() {
        view.tick(snapshot());
    }

    private synchronized void end(Part part, boolean isDone) {
        if (!active.remove(part)) {
            return;
        }
        done += isDone ? 1 : 0;
        endedRows += part.rows.sum();
        endedBytes += part.bytes.sum();
        view.ended(part.name, part.rows.sum(), part.bytes.sum(), isDone, snapshot());
    }

    private ProgressSnapshot snapshot() {
        double seconds =
                begin == null ? 0 : Duration.between(begin, clock.instant()).toMillis() / 1000.0;
        return new ProgressSnapshot(
                done,
                Math.max(started, expected),
                endedRows + active.stream().mapToLong(part -> part.rows.sum()).sum(),
                endedBytes + active.stream().mapToLong(part -> part.bytes.sum()).sum(),
                seconds,
                active.stream()
                        .map(part -> new ProgressSnapshot.Active(part.name, part.rows.sum(), part.expectedRows))
                        .toList());
    }

    /** Removes what is drawn; later calls show nothing but ends of parts. */
    @Override
    public synchronized void close() {
        closed = true;
        view.close();
        notifyAll();
    }

    private final class Part implements Task {

        private final String name;
        private final long expectedRows;
        private final LongAdder rows = new LongAdder();
        private final LongAdder bytes = new LongAdder();

        private Part(String name, long expectedRows) {
            this.name = name;
            this.expectedRows = expectedRows;
        }

        @Override
        public void advance(long moreRows, long moreBytes) {
            rows.add(moreRows);
            bytes.add(moreBytes);
        }

        @Override
        public void done() {
            end(this, true);
        }

        @Override
        public void close() {
            end(this, false);
        }
    }
}
