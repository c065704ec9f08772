package dev.daybook.extractpostgres;

import dev.daybook.task.ParallelWork;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Works through the tasks, one thread a connection. The first failure cancels what the others do, and is thrown. */
final class ParallelReading {

    private final SourceSnapshot snapshot;
    private final Map<Long, DatasetInProgress> datasets;
    private final long maxValueBytes;
    private final ConversionErrors errors;
    private final MemoryBudget memory = new MemoryBudget(Runtime.getRuntime().maxMemory());
    private final List<ReadTask> tasks;

    /**
     * @param datasets by the OID of their table
     * @param errors gets the columns whose values do not fit
     */
    ParallelReading(
            SourceSnapshot snapshot,
            List<ReadTask> tasks,
            Map<Long, DatasetInProgress> datasets,
            long maxValueBytes,
            ConversionErrors errors) {
        this.snapshot = snapshot;
        this.datasets = datasets;
        this.maxValueBytes = maxValueBytes;
        this.errors = errors;
        this.tasks = List.copyOf(tasks);
    }

    /** Reads everything. */
    void run() {
        new ParallelWork<>(tasks, _ -> snapshot.cancel())
                .run(
                        "reader",
                        snapshot.readers().stream()
                                .<ParallelWork.Worker<ReadTask>>map(reader -> waiting -> work(reader, waiting))
                                .toList());
    }

    private void work(Connection reader, ParallelWork<ReadTask> waiting) throws InterruptedException {
        for (Optional<ReadTask> task = waiting.next(); task.isPresent(); task = waiting.next()) {
            read(reader, task.get());
        }
    }

    private void read(Connection reader, ReadTask task) throws InterruptedException {
        DatasetInProgress dataset =
                Objects.requireNonNull(datasets.get(task.dataset().oid()), "every task is of a dataset");
        int columns = task.dataset().definition().columns().size();
        try (MemoryBudget.Share _ = memory.acquire(columns)) {
            dataset.begin();
            new TableReader(dataset, maxValueBytes, errors).read(reader, task.statement());
        }
    }
}
