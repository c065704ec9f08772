package dev.daybook.task.progress;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Progress as log lines: one when a part ends, one every half minute of longer work. */
final class ProgressLines implements ProgressView {

    private final Consumer<String> log;
    private final HalfMinutes pause = new HalfMinutes();

    ProgressLines(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public long tickMillis() {
        return 1000;
    }

    @Override
    public void ended(String name, long rows, long bytes, boolean done, ProgressSnapshot now) {
        String end = done ? "" : "not finished";
        String place = now.tasks() > 1 && done ? "%d of %d".formatted(now.tasksDone(), now.tasks()) : end;
        log.accept("%s: %s, %s%s"
                .formatted(
                        name, Amount.of(rows, "row"), Amount.bytes(bytes), place.isEmpty() ? "" : " (" + place + ")"));
    }

    @Override
    public void tick(ProgressSnapshot now) {
        if (pause.isOver(now.seconds())) {
            log.accept("working on %s; %d of %d done, %s, %s, %s/s"
                    .formatted(
                            names(now.active()),
                            now.tasksDone(),
                            now.tasks(),
                            Amount.of(now.rows(), "row"),
                            Amount.bytes(now.bytes()),
                            Amount.bytes(now.rate())));
        }
    }

    private static String names(List<ProgressSnapshot.Active> active) {
        String names = active.stream().map(ProgressLines::describe).collect(Collectors.joining(", "));
        return names.isEmpty() ? "the rest" : names;
    }

    private static String describe(ProgressSnapshot.Active task) {
        if (task.expectedRows() <= 0) {
            return "%s (%s)".formatted(task.name(), Amount.of(task.rows(), "row"));
        }
        return "%s (%s of about %s)"
                .formatted(task.name(), Amount.number(task.rows()), Amount.of(task.expectedRows(), "row"));
    }

    @Override
    public void close() {}
}
