package dev.daybook.loadpostgres.gate;

import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.postgres.warehouse.Part;
import dev.daybook.task.StepFailure;
import java.util.ArrayList;
import java.util.List;

/** What of a period's extracts is loaded together, and in which way. */
public sealed interface LoadPart {

    /** The part's name in the ledger. */
    Part part();

    /** What it is loaded from. */
    Extracts extracts();

    /**
     * All snapshots: the whole state, in a schema of the period.
     *
     * @param extracts one of each source
     */
    record Snapshots(Extracts extracts) implements LoadPart {
        @Override
        public Part part() {
            return Part.SNAPSHOT;
        }
    }

    /**
     * One source whose data comes a period at a time, in the tables of all periods.
     *
     * @param part the part of its name
     * @param extracts its extract
     */
    record OfSource(Part part, Extracts extracts) implements LoadPart {}

    /**
     * The parts of a period, the snapshots first.
     *
     * @param extracts those that the {@link Gate} let through
     * @throws StepFailure.Configuration when a source that is a part has the name of the snapshots
     */
    static List<LoadPart> of(Extracts extracts) {
        List<PublishedExtract> snapshots = new ArrayList<>();
        List<LoadPart> parts = new ArrayList<>();
        for (PublishedExtract extract : extracts.all()) {
            if (isSnapshot(extract)) {
                snapshots.add(extract);
            } else {
                parts.add(new OfSource(partOf(extract.manifest().extract().source()), new Extracts(List.of(extract))));
            }
        }
        if (!snapshots.isEmpty()) {
            parts.addFirst(new Snapshots(new Extracts(snapshots)));
        }
        return parts;
    }

    /** All datasets of an extract are snapshots or none is, and one without datasets is the state of a source without any. */
    private static boolean isSnapshot(PublishedExtract extract) {
        return extract.manifest().datasets().stream()
                .map(Manifest.Dataset::table)
                .allMatch(table -> table.load().holdsWholeState());
    }

    private static Part partOf(SourceName source) {
        try {
            return Part.of(source);
        } catch (IllegalArgumentException e) {
            throw new StepFailure.Configuration(String.valueOf(e.getMessage()));
        }
    }
}
