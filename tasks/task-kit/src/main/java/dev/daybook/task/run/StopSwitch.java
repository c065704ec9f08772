package dev.daybook.task.run;

import dev.daybook.task.ExitCode;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Decides between a step that ends by itself and a stop from outside, so that exactly one of the two reports the end.
 * The step's thread calls {@link #end} and {@link #reported}; the stopping thread calls {@link #stop}.
 */
final class StopSwitch {

    /** How a stop went. */
    enum Stopped {
        /** The step ended before or in spite of the stop, and has reported it. */
        NOT_NEEDED,
        /** Stopped before anything was published. */
        BEFORE_PUBLISHING,
        /** Stopped after something was published and before the step's end. */
        AFTER_PUBLISHING
    }

    private final List<Runnable> actions = new ArrayList<>();
    private boolean stopping;
    private boolean publishing;
    private boolean published;
    private boolean failedWhileStopping;
    private boolean ended;
    private boolean reported;
    private int exitCode = ExitCode.STOPPED;
    private boolean taken;

    /** Registers a stop action; after a stop has begun it runs at once. */
    StepContext.Registration onStop(Runnable action) {
        // A wrapper, so that the same action registered twice is withdrawn once.
        Runnable registered = action::run;
        synchronized (this) {
            if (!stopping) {
                actions.add(registered);
                return () -> {
                    synchronized (this) {
                        actions.remove(registered);
                    }
                };
            }
        }
        action.run();
        return () -> {};
    }

    /** Runs an act that a stop must not cut in two. */
    <T> T publish(Supplier<T> act) {
        synchronized (this) {
            if (stopping) {
                throw new StepFailure.Temporary("stopped before publishing, run it again");
            }
            publishing = true;
        }
        boolean isDone = false;
        try {
            T result = act.get();
            isDone = true;
            return result;
        } finally {
            synchronized (this) {
                publishing = false;
                published |= isDone;
                notifyAll();
            }
        }
    }

    /**
     * Begins the work for a further period: what was published for others, and what was to be done for them on a stop,
     * does not count any more. Whether the work may begin; after a stop it may not.
     */
    synchronized boolean begin() {
        if (!stopping) {
            published = false;
            actions.clear();
        }
        return !stopping;
    }

    /** The step has returned or thrown. Whether its thread reports the end; else the stop does. */
    synchronized boolean end(boolean successfully) {
        if (taken || stopping && !successfully) {
            failedWhileStopping = true;
            notifyAll();
            return false;
        }
        ended = true;
        notifyAll();
        return true;
    }

    /** The step's thread has written its receipt. */
    synchronized void reported(int stepsExitCode) {
        reported = true;
        exitCode = stepsExitCode;
        notifyAll();
    }

    /** The exit code that was reported; that of a stop when none was. */
    synchronized int exitCode() {
        return exitCode;
    }

    /** Stops the step: runs the stop actions and waits for its end, for at most {@code limit} altogether. */
    Stopped stop(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (this) {
            stopping = true;
            await(() -> !publishing, deadline);
            if (published) {
                // The step is nearly done: let it end by itself for half of the time that is left.
                await(this::isOver, System.nanoTime() + (deadline - System.nanoTime()) / 2);
            }
        }
        if (!isOver()) {
            runActions(deadline);
        }
        synchronized (this) {
            await(this::isOver, deadline);
            if (ended) {
                await(() -> reported, deadline);
                return Stopped.NOT_NEEDED;
            }
            taken = true;
            return published ? Stopped.AFTER_PUBLISHING : Stopped.BEFORE_PUBLISHING;
        }
    }

    private synchronized boolean isOver() {
        return ended || failedWhileStopping;
    }

    /** On a thread of their own, as an action may hang. */
    private void runActions(long deadline) {
        List<Runnable> reversed;
        synchronized (this) {
            reversed = List.copyOf(actions.reversed());
        }
        Thread thread = Thread.ofPlatform().daemon().name("stop").start(() -> reversed.forEach(StopSwitch::runOne));
        try {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void runOne(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            // The process ends anyway; the other actions still have to run.
        }
    }

    private synchronized void await(BooleanSupplier condition, long deadline) {
        try {
            long left = deadline - System.nanoTime();
            while (!condition.getAsBoolean() && left > 0) {
                wait(Math.max(1, left / 1_000_000));
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
