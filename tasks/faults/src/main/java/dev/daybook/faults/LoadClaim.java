package dev.daybook.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A load whose connections to the warehouse are disturbed: readers see one day, the ledger has one row or none, and the next
 * run makes it right.
 */
final class LoadClaim implements Claim {

    private final String name;
    private final Loads loads;
    private final Function<PostgresProxy, List<ConnectionFault>> faults;
    private final Share share;
    private String oldTotals = "";
    private String newTotals = "";

    /** @param faults lists the faults for a load whose traffic was counted */
    LoadClaim(String name, Loads loads, Function<PostgresProxy, List<ConnectionFault>> faults, Share share) {
        this.name = name;
        this.loads = loads;
        this.faults = faults;
        this.share = share;
    }

    @Override
    public String name() {
        return "load-postgres, " + name;
    }

    @Override
    public String promise() {
        return "The views show one day, old or new, the ledger has one row of it or none, the exit code says that a retry helps;"
                + " the next run loads the day exactly once and leaves no half-built schema.";
    }

    @Override
    public Share share() {
        return share;
    }

    @Override
    public List<FaultCase> cases() throws Exception {
        oldTotals = loads.undisturbed(loads.oldLake()).views();
        newTotals = loads.undisturbed(loads.newLake()).views();
        List<FaultCase> cases = new ArrayList<>();
        for (Map.Entry<String, String> start :
                Map.of(Loads.EMPTY, "first load", Loads.LOADED, "a load again").entrySet()) {
            for (ConnectionFault fault : faults.apply(counted(start.getKey()))) {
                cases.add(new FaultCase(
                        start.getValue() + ", " + ConnectionFaults.shown(fault),
                        tally -> new Trial(start.getKey(), fault, tally).run()));
            }
        }
        cases.sort(java.util.Comparator.comparing(FaultCase::name));
        return cases;
    }

    private PostgresProxy counted(String start) throws IOException, InterruptedException, SQLException {
        String database = loads.server().copyOf(start);
        try (PostgresProxy proxy = PostgresProxy.start(loads.server(), new ConnectionFault.None())) {
            StepRun run = loads.load(loads.newLake(), proxy.url(database)).await();
            if (run.exitCode() != 0) {
                throw new IllegalStateException("load-postgres through the proxy, undisturbed: " + run.shown());
            }
            return proxy;
        } finally {
            loads.server().drop(database);
        }
    }

    /** One disturbed load and the one after it. */
    private final class Trial {

        private final String start;
        private final ConnectionFault fault;
        private final Tally tally;

        private Trial(String start, ConnectionFault fault, Tally tally) {
            this.start = start;
            this.fault = fault;
            this.tally = tally;
        }

        private void run() throws IOException, InterruptedException, SQLException {
            String database = loads.server().copyOf(start);
            try {
                run(database);
            } finally {
                loads.server().drop(database);
            }
        }

        private void run(String database) throws IOException, InterruptedException, SQLException {
            StepRun disturbed;
            boolean hit;
            try (PostgresProxy proxy = PostgresProxy.start(loads.server(), fault)) {
                StepRun.Started started = loads.load(loads.newLake(), proxy.url(database));
                proxy.killBy(() -> started.process().destroyForcibly());
                disturbed = started.await();
                hit = proxy.hit();
            }
            if (!hit) {
                return;
            }
            tally.hit();
            loads.server().awaitNoSessions(database);
            if (!ConnectionFaults.fits(fault, disturbed.exitCode())) {
                tally.violation("not an exit code of this fault: " + disturbed.shown());
            }
            judge(disturbed, WarehouseState.read(loads.server(), database));
            StepRun next =
                    loads.load(loads.newLake(), loads.server().url(database)).await();
            WarehouseState settled = WarehouseState.read(loads.server(), database);
            if (next.exitCode() != 0 || !settled.settledAs(newTotals)) {
                tally.violation("the next run ended with " + next.shown() + " and left " + settled);
            }
        }

        private void judge(StepRun disturbed, WarehouseState state) {
            String before = start.equals(Loads.EMPTY) ? WarehouseState.ABSENT : oldTotals;
            int rowsBefore = start.equals(Loads.EMPTY) ? 0 : 1;
            if (!List.of(before, newTotals).contains(state.views())
                    || !List.of(before, newTotals).contains(state.day())) {
                tally.violation("after " + disturbed.shown() + " readers see " + state);
            }
            if (state.ledgerRows() < rowsBefore || state.ledgerRows() > 1) {
                tally.violation("after " + disturbed.shown() + " the ledger has " + state.ledgerRows() + " rows");
            }
            if (disturbed.exitCode() == 0
                    && !(state.day().equals(newTotals) && state.views().equals(newTotals))) {
                tally.violation("exit 0, but readers see " + state);
            }
        }
    }
}
