package dev.daybook.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A load of manifests whose sum is right and whose text or meaning is hostile: whoever can write the lake must not run SQL in
 * the warehouse, and what cannot be is refused as bad data, never as a bug.
 */
final class HostileManifestClaim implements Claim {

    private static final Set<Integer> ALLOWED = Set.of(0, 65, 66, 78);

    private static final String COLUMNS = """
            SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
            WHERE relnamespace = to_regnamespace('faults_2024_01_20') AND relkind = 'r' AND attnum > 0 AND NOT attisdropped""";

    private final Loads loads;
    private final List<Publisher> publishers;
    private final AtomicInteger trials = new AtomicInteger();

    HostileManifestClaim(Loads loads) {
        this.loads = loads;
        this.publishers = List.of(loads.shop().csv(), loads.shop().postgres());
    }

    @Override
    public String name() {
        return "load-postgres, hostile manifest";
    }

    @Override
    public String promise() {
        return "Whatever a manifest with a right sum says, nothing but the day's own tables is made in the warehouse, no column"
                + " is lost, and what cannot be is 65, 66 or 78 or left out; never a bug, never an endless wait.";
    }

    @Override
    public Share share() {
        return new Share(4, 80);
    }

    @Override
    public List<FaultCase> cases() throws Exception {
        List<FaultCase> cases = new ArrayList<>();
        for (Publisher publisher : publishers) {
            ObjectNode manifest = manifest(publisher, loads.newLake());
            requireLoadable(publisher, manifest);
            for (HostileManifests.Change change : HostileManifests.of(manifest)) {
                cases.add(new FaultCase(
                        publisher.name() + ", " + change.name(), tally -> tryOut(publisher, change.manifest(), tally)));
            }
        }
        return cases;
    }

    private static ObjectNode manifest(Publisher publisher, Path lake) throws IOException {
        Path file = publisher.day(lake).resolve(ManifestText.NAME);
        return (ObjectNode) ManifestText.JSON.readTree(Files.readAllBytes(file));
    }

    /** The method's own proof: the manifest unchanged, written and summed by the campaign, loads. */
    private void requireLoadable(Publisher publisher, ObjectNode manifest) throws Exception {
        Tally tally = new Tally();
        StepRun run = tryOut(publisher, manifest, tally);
        if (run.exitCode() != 0 || !tally.violations().isEmpty()) {
            throw new IllegalStateException("a manifest that nobody changed: " + run.shown() + tally.violations());
        }
    }

    private StepRun tryOut(Publisher publisher, ObjectNode manifest, Tally tally)
            throws IOException, InterruptedException, SQLException {
        Path lake = loads.folder().resolve("hostile-" + trials.incrementAndGet());
        Folders.copy(loads.newLake(), lake);
        Files.write(publisher.day(lake).resolve(ManifestText.NAME), ManifestText.withSum(manifest));
        tally.hit();
        String database = loads.server().copyOf(Loads.EMPTY);
        try {
            StepRun run = loads.load(lake, loads.server().url(database)).await();
            judge(run, lake, database, tally);
            return run;
        } finally {
            loads.server().drop(database);
            Folders.delete(lake);
        }
    }

    private void judge(StepRun run, Path lake, String database, Tally tally) throws IOException, SQLException {
        if (run.hung() || !ALLOWED.contains(run.exitCode())) {
            tally.violation("ended with " + run.shown());
        }
        List<String> foreign = loads.server().query(database, Shop.resource("foreign_objects.sql"));
        if (!foreign.isEmpty()) {
            tally.violation("after " + run.shown() + " the warehouse has " + foreign);
        }
        int columns = Integer.parseInt(loads.server().query(database, COLUMNS).getFirst());
        if (run.exitCode() == 0 && columns != declaredColumns(lake)) {
            tally.violation("exit 0, but of " + declaredColumns(lake) + " columns the warehouse has " + columns);
        }
    }

    private int declaredColumns(Path lake) throws IOException {
        int columns = 0;
        for (Publisher publisher : publishers) {
            for (JsonNode dataset : manifest(publisher, lake).path("datasets")) {
                columns += dataset.path("table").path("columns").size();
            }
        }
        return columns;
    }
}
