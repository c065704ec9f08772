package dev.daybook.task.progress;

import dev.daybook.task.log.ErrorOutput;
import dev.daybook.task.log.JsonLine;
import dev.daybook.task.log.LogLines;
import java.time.Clock;
import java.util.Map;

/** Progress as JSON objects, one a line, when a part ends and every half minute of longer work. */
final class ProgressJson implements ProgressView {

    private final ErrorOutput output;
    private final Map<String, String> facts;
    private final Clock clock;
    private final HalfMinutes pause = new HalfMinutes();

    ProgressJson(ErrorOutput output, Map<String, String> facts, Clock clock) {
        this.output = output;
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public long tickMillis() {
        return 1000;
    }

    @Override
    public void ended(String name, long rows, long bytes, boolean done, ProgressSnapshot now) {
        JsonLine line = begin(done ? "task-done" : "task-not-finished")
                .field("task", name)
                .field("task_rows", rows)
                .field("task_bytes", bytes);
        end(line, now);
    }

    @Override
    public void tick(ProgressSnapshot now) {
        if (pause.isOver(now.seconds())) {
            end(begin("working"), now);
        }
    }

    private JsonLine begin(String event) {
        JsonLine line = new JsonLine().field("time", LogLines.seconds(clock.instant()));
        facts.forEach(line::field);
        return line.field("progress", event);
    }

    private void end(JsonLine line, ProgressSnapshot now) {
        output.line(line.field("tasks_done", now.tasksDone())
                .field("tasks", now.tasks())
                .field("rows", now.rows())
                .field("bytes", now.bytes())
                .field("bytes_per_second", now.rate())
                .field(
                        "working_on",
                        now.active().stream().map(ProgressSnapshot.Active::name).toList())
                .text());
    }

    @Override
    public void close() {}
}
