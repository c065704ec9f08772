package dev.daybook.torture;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs the seeds one after the other, and shrinks what fails. */
final class Torture {

    private final Server server;
    private final PrintStream out;
    private final int mostTries;

    /**
     * @param out where the report goes
     * @param mostTries how many smaller databases are tried for one that fails
     */
    Torture(Server server, PrintStream out, int mostTries) {
        this.server = server;
        this.out = out;
        this.mostTries = mostTries;
    }

    /**
     * Runs one database.
     *
     * @param fault what is put into the warehouse, to prove that it is found
     * @return the smallest database that fails in the same way; empty when all was well
     */
    List<SampleDatabase> run(SampleDatabase sample, Fault fault) {
        String seed = "seed " + sample.seed();
        Trial.Outcome outcome = Trial.run(server, sample, fault);
        out.println(seed + ": " + sample.encoding() + ", "
                + outcome.taken().size() + " statements taken, "
                + outcome.refused() + " refused by PostgreSQL, " + outcome.tables() + " tables compared, "
                + outcome.misfits() + " times declared as text"
                + (outcome.differences().isEmpty() ? ", no difference" : ""));
        if (!outcome.fault().isEmpty()) {
            out.println("injected: " + outcome.fault());
        }
        if (outcome.differences().isEmpty()) {
            return List.of();
        }
        outcome.differences().forEach(difference -> out.println("DIFFERENT " + seed + ": " + difference));
        out.println("shrinking; again with: make torture SEED=" + sample.seed());
        SampleDatabase smallest = shrink(sample, kinds(outcome), fault);
        print(smallest, fault);
        return List.of(smallest);
    }

    private SampleDatabase shrink(SampleDatabase sample, Set<Difference.Kind> kinds, Fault fault) {
        return new Shrinking(
                        sample,
                        smaller -> kinds(Trial.run(server, smaller, fault)).stream()
                                .anyMatch(kinds::contains),
                        mostTries)
                .shrink();
    }

    private static Set<Difference.Kind> kinds(Trial.Outcome outcome) {
        return outcome.differences().stream().map(Difference::kind).collect(Collectors.toCollection(TreeSet::new));
    }

    private void print(SampleDatabase smallest, Fault fault) {
        Trial.Outcome outcome = Trial.run(server, smallest, fault);
        List<String> lines = new ArrayList<>();
        lines.add("-- seed " + smallest.seed() + ", source in " + smallest.encoding() + "; what is left of it:");
        smallest.sourceSettings().forEach(setting -> lines.add(setting.sql("source") + ";"));
        smallest.warehouseSettings().forEach(setting -> lines.add(setting.sql("warehouse") + ";"));
        outcome.taken().forEach(statement -> lines.add(statement + ";"));
        outcome.differences().forEach(difference -> lines.add("-- " + difference));
        lines.forEach(out::println);
    }
}
