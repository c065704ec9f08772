package dev.daybook.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelWorkTest {

    private final AtomicReference<Throwable> stopped = new AtomicReference<>();

    @Test
    void eachTaskIsDoneOnce() {
        List<Integer> tasks = IntStream.range(0, 1000).boxed().toList();
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());

        new ParallelWork<>(tasks, stopped::set).run("worker", Collections.nCopies(4, work -> {
            for (Optional<Integer> task = work.next(); task.isPresent(); task = work.next()) {
                done.add(task.get());
            }
        }));

        assertThat(done).containsExactlyInAnyOrderElementsOf(tasks);
        assertThat(stopped).hasNullValue();
    }

    @Test
    void theFirstFailureStopsTheOthersAndIsThrown() {
        CountDownLatch stop = new CountDownLatch(1);
        RuntimeException first = new IllegalArgumentException("first");
        List<Optional<Integer>> after = Collections.synchronizedList(new ArrayList<>());
        ParallelWork<Integer> tasks = new ParallelWork<>(List.of(1, 2, 3), failure -> {
            stopped.set(failure);
            stop.countDown();
        });

        assertThatThrownBy(() -> tasks.run(
                        "worker",
                        List.of(
                                work -> {
                                    work.next();
                                    throw first;
                                },
                                work -> {
                                    stop.await();
                                    after.add(work.next());
                                    throw new IllegalStateException("what comes of being stopped");
                                })))
                .isSameAs(first);

        assertThat(stopped).hasValue(first);
        assertThat(after).containsExactly(Optional.empty());
    }

    @Test
    void anErrorIsThrownAsItIs() {
        Error error = new StackOverflowError();

        assertThatThrownBy(() -> new ParallelWork<>(List.of(1), stopped::set).run("worker", List.of(_ -> {
                    throw error;
                })))
                .isSameAs(error);
    }
}
