package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A load from a lake in which one published file is damaged: refused before a row of it is visible. */
final class DamagedFilesClaim implements Claim {

    private static final Set<Integer> REFUSED = Set.of(65, 66);
    private static final int FLIPS = 24;
    private static final int TRUNCATIONS = 8;

    private final Loads loads;
    private final long seed;
    private final boolean markers;
    private final AtomicInteger trials = new AtomicInteger();
    private @Nullable WarehouseState before;
    private String newTotals = "";

    /**
     * @param seed gives the places of the damage
     * @param markers whether the marker files are damaged, or all the others
     */
    DamagedFilesClaim(Loads loads, long seed, boolean markers) {
        this.loads = loads;
        this.seed = seed;
        this.markers = markers;
    }

    @Override
    public String name() {
        return "load-postgres, damaged " + (markers ? "marker" : "file");
    }

    @Override
    public String promise() {
        return markers
                ? "_SUCCESS is for other programs: whatever is in it, the load refuses the day or loads exactly its rows."
                : "A flipped bit, a cut, a longer, an empty or a missing file: 65 or 66, before a row is visible.";
    }

    @Override
    public Share share() {
        return markers ? new Share(2, 15) : new Share(4, 60);
    }

    @Override
    public List<FaultCase> cases() throws Exception {
        before = WarehouseState.read(loads.server(), Loads.LOADED);
        newTotals = loads.undisturbed(loads.newLake()).views();
        Random random = new Random(seed);
        List<FaultCase> cases = new ArrayList<>();
        for (String file : Folders.files(loads.newLake())) {
            if (!file.startsWith("_staging") && file.endsWith(PublishedDay.MARKER) == markers) {
                int length = (int) Files.size(loads.newLake().resolve(file));
                for (Damage damage : damages(length, random)) {
                    cases.add(new FaultCase(damage.name + " of " + file, tally -> tryOut(file, damage, tally)));
                }
            }
        }
        return cases;
    }

    /** What is done to a file's bytes; empty for a file that is gone. */
    private record Damage(String name, Function<byte[], Optional<byte[]>> change) {}

    private static List<Damage> damages(int length, Random random) {
        List<Damage> damages = new ArrayList<>(List.of(
                new Damage("removal", _ -> Optional.empty()),
                new Damage("emptying", _ -> Optional.of(new byte[0])),
                new Damage("a byte more at the end", bytes -> Optional.of(Arrays.copyOf(bytes, bytes.length + 1)))));
        for (int i = 0; i < FLIPS; i++) {
            int bit = random.nextInt(length * 8);
            damages.add(new Damage("flip of bit " + bit, bytes -> {
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                return Optional.of(bytes);
            }));
        }
        for (int i = 0; i < TRUNCATIONS; i++) {
            int kept = random.nextInt(1, length);
            damages.add(new Damage("cut to " + kept + " bytes", bytes -> Optional.of(Arrays.copyOf(bytes, kept))));
        }
        return damages;
    }

    private void tryOut(String file, Damage damage, Tally tally)
            throws IOException, InterruptedException, SQLException {
        Path lake = loads.folder().resolve((markers ? "marker-" : "damaged-") + trials.incrementAndGet());
        Folders.copy(loads.newLake(), lake);
        Path damaged = lake.resolve(file);
        Optional<byte[]> bytes = damage.change.apply(Files.readAllBytes(damaged));
        if (bytes.isEmpty()) {
            Files.delete(damaged);
        } else {
            Files.write(damaged, bytes.get());
        }
        tally.hit();
        String database = loads.server().copyOf(Loads.LOADED);
        try {
            StepRun run = loads.load(lake, loads.server().url(database)).await();
            judge(run, WarehouseState.read(loads.server(), database), tally);
        } finally {
            loads.server().drop(database);
            Folders.delete(lake);
        }
    }

    private void judge(StepRun run, WarehouseState after, Tally tally) {
        boolean refused = REFUSED.contains(run.exitCode()) && after.equals(before);
        boolean loaded = markers && run.exitCode() == 0 && after.settledAs(newTotals);
        if (!refused && !loaded) {
            tally.violation("ended with " + run.shown() + " and left " + after);
        }
    }
}
