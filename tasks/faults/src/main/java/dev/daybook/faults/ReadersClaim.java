package dev.daybook.faults;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Readers that join the views while the day behind them is switched again and again. */
final class ReadersClaim implements Claim {

    private static final int READERS = 3;

    private final Loads loads;
    private final int switches;

    /** @param switches how often the day is replaced by its other content */
    ReadersClaim(Loads loads, int switches) {
        this.loads = loads;
        this.switches = switches;
    }

    @Override
    public String name() {
        return "load-postgres, readers during switches";
    }

    @Override
    public String promise() {
        return "A reader who joins views sees the old day or the new one, never a mix, and no error.";
    }

    @Override
    public Share share() {
        return new Share(1, 60);
    }

    @Override
    public List<FaultCase> cases() {
        return List.of(new FaultCase(switches + " switches", this::run));
    }

    private void run(Tally tally) throws Exception {
        Set<String> allowed = Set.of(
                loads.undisturbed(loads.oldLake()).views(),
                loads.undisturbed(loads.newLake()).views());
        String database = loads.server().copyOf(Loads.LOADED);
        Readers readers = new Readers(database, allowed);
        readers.start();
        try {
            for (int i = 0; i < switches; i++) {
                switchTo(i % 2 == 0 ? loads.newLake() : loads.oldLake(), database, readers, tally);
            }
        } finally {
            readers.stop();
            loads.server().drop(database);
        }
        readers.wrong.forEach(line -> tally.violation("a reader saw " + line));
    }

    /** A switch counts as a hit when readers have read before and after it. */
    private void switchTo(Path lake, String database, Readers readers, Tally tally) throws Exception {
        tally.injected();
        String before = WarehouseState.read(loads.server(), database).views();
        readers.awaitRead();
        StepRun run = loads.load(lake, loads.server().url(database)).await();
        readers.awaitRead();
        String after = WarehouseState.read(loads.server(), database).views();
        if (run.exitCode() != 0) {
            tally.violation("the load ended with " + run.shown());
        } else if (!after.equals(before)) {
            tally.hit();
        }
    }

    /** Threads that ask for the totals as fast as they can. */
    private final class Readers {

        private final String database;
        private final Set<String> allowed;
        private final Set<String> wrong = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicLong reads = new AtomicLong();
        private final List<Thread> threads = new ArrayList<>();

        private Readers(String database, Set<String> allowed) {
            this.database = database;
            this.allowed = allowed;
        }

        private void start() {
            for (int i = 0; i < READERS; i++) {
                threads.add(Thread.ofPlatform().start(this::read));
            }
        }

        private void read() {
            try (Connection connection = loads.server().connect(database);
                    Statement statement = connection.createStatement()) {
                while (!stopped.get()) {
                    String seen = Server.rows(statement, WarehouseState.totals(Shop.PIPELINE))
                            .getFirst();
                    if (!allowed.contains(seen)) {
                        wrong.add(seen);
                    }
                    reads.incrementAndGet();
                }
            } catch (SQLException e) {
                wrong.add("an error: " + e.getMessage());
            }
        }

        /** Waits for reads that have begun from now on. */
        private void awaitRead() throws InterruptedException {
            long enough = reads.get() + 2 * READERS;
            while (reads.get() < enough && wrong.isEmpty()) {
                Thread.sleep(5);
            }
        }

        private void stop() throws InterruptedException {
            stopped.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
