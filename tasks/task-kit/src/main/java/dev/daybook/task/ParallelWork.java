package dev.daybook.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Several workers that take the tasks of one queue, each in a thread of its own. The first failure wins: no more tasks are
 * given out, the others are told to stop, and it is thrown when all have ended.
 *
 * @param <T> a task
 */
public final class ParallelWork<T> {

    /** What one thread does: takes tasks until there are none. */
    @FunctionalInterface
    public interface Worker<T> {
        /** Works; what it throws is a failure of all. */
        void work(ParallelWork<T> tasks) throws InterruptedException;
    }

    private final Queue<T> waiting;
    private final Consumer<Throwable> stop;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * @param tasks in the order in which they are taken
     * @param stop ends what the other workers are doing; is given the first failure, once
     */
    public ParallelWork(Collection<T> tasks, Consumer<Throwable> stop) {
        this.waiting = new ConcurrentLinkedQueue<>(tasks);
        this.stop = stop;
    }

    /** The next task; empty when there is none or a worker has failed. */
    public Optional<T> next() {
        return failure.get() == null ? Optional.ofNullable(waiting.poll()) : Optional.empty();
    }

    /**
     * Lets the workers work and waits until all of them have ended.
     *
     * @param name what the threads are called, before a number
     * @throws StepFailure.Temporary when the wait is interrupted
     */
    public void run(String name, List<Worker<T>> workers) {
        List<Thread> threads = new ArrayList<>();
        for (Worker<T> worker : workers) {
            threads.add(Thread.ofPlatform()
                    .name(name + "-" + (threads.size() + 1))
                    .daemon()
                    .start(() -> work(worker)));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new StepFailure.Temporary("interrupted while waiting for " + name + " threads", e));
        }
        throwFailure();
    }

    private void work(Worker<T> worker) {
        try {
            worker.work(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new StepFailure.Temporary(Thread.currentThread().getName() + " was interrupted", e));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable thrown) {
        if (failure.compareAndSet(null, thrown)) {
            stop.accept(thrown);
        }
    }

    private void throwFailure() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
