package dev.daybook.task.run;

import dev.daybook.task.Environment;
import dev.daybook.task.Progress;
import dev.daybook.task.Step;
import dev.daybook.task.StepContext;
import dev.daybook.task.progress.ProgressBoard;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The surroundings of one run. */
final class RunContext implements StepContext {

    private static final Logger LOG = LoggerFactory.getLogger(Step.class);

    private final Clock clock;
    private final Environment environment;
    private final ProgressBoard board;
    private final StopSwitch stopSwitch;
    private final List<String> warnings = new ArrayList<>();

    RunContext(Clock clock, Environment environment, ProgressBoard board, StopSwitch stopSwitch) {
        this.clock = clock;
        this.environment = environment;
        this.board = board;
        this.stopSwitch = stopSwitch;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public Progress progress() {
        return board;
    }

    @Override
    public void warn(String message) {
        LOG.warn(message);
        synchronized (warnings) {
            warnings.add(message);
        }
    }

    @Override
    public Registration onStop(Runnable action) {
        return stopSwitch.onStop(action);
    }

    @Override
    public <T> T publish(Supplier<T> act) {
        return stopSwitch.publish(act);
    }

    /** Removes the progress that is drawn. */
    void close() {
        board.close();
    }

    /** The warnings so far. */
    List<String> warnings() {
        synchronized (warnings) {
            return List.copyOf(warnings);
        }
    }
}
