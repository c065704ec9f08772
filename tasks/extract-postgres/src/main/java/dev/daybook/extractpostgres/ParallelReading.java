package dev.daybook.extractpostgres;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Works through the tasks, one thread a connection. The first failure cancels what the others do, and is thrown. */
final class ParallelReading {

    private final SourceSnapshot snapshot;
    private final Map<Long, DatasetInProgress> datasets;
    private final long maxValueBytes;
    private final Misfits misfits;
    private final MemoryBudget memory = new MemoryBudget(Runtime.getRuntime().maxMemory());
    private final Queue<ReadTask> tasks;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * @param datasets by the OID of their table
     * @param misfits gets the columns whose values do not fit
     */
    ParallelReading(
            SourceSnapshot snapshot,
            List<ReadTask> tasks,
            Map<Long, DatasetInProgress> datasets,
            long maxValueBytes,
            Misfits misfits) {
        this.snapshot = snapshot;
        this.datasets = datasets;
        this.maxValueBytes = maxValueBytes;
        this.misfits = misfits;
        this.tasks = new ConcurrentLinkedQueue<>(tasks);
    }

    /** Reads everything. */
    void run() {
        List<Thread> threads = new ArrayList<>();
        for (Connection reader : snapshot.readers()) {
            threads.add(Thread.ofPlatform()
                    .name("reader-" + (threads.size() + 1))
                    .daemon()
                    .start(() -> work(reader)));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        }
        throwFailure();
    }

    private void work(Connection reader) {
        try {
            ReadTask task = tasks.poll();
            while (task != null && failure.get() == null) {
                DatasetInProgress dataset = datasets.get(task.dataset().oid());
                int columns = task.dataset().definition().columns().size();
                try (MemoryBudget.Share _ = memory.acquire(columns)) {
                    dataset.begin();
                    new TableReader(dataset, maxValueBytes, misfits).read(reader, task.statement());
                }
                task = tasks.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable thrown) {
        if (failure.compareAndSet(null, thrown)) {
            tasks.clear();
            snapshot.cancel();
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
