package dev.daybook.loadpostgres.gate;

import dev.daybook.lake.model.LoadMode;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.task.AsOf;
import dev.daybook.task.StepFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The extracts of one period, one of each source, as the {@link Gate} let them through.
 *
 * @param all in the order of their sources' names
 */
public record Extracts(List<PublishedExtract> all) {

    /** Brings them into order. */
    public Extracts {
        all = all.stream()
                .sorted(Comparator.comparing(
                        extract -> extract.manifest().extract().source()))
                .toList();
    }

    /** The identity of their content: SHA-256 over each source's name and its manifest's hash. */
    public String manifestsHash() {
        String lines = all.stream()
                .map(extract -> extract.manifest().extract().source() + " " + extract.manifestHash() + "\n")
                .collect(Collectors.joining());
        return Sha256.of(lines.getBytes(StandardCharsets.UTF_8));
    }

    /** When the oldest of them was true at its source. */
    public AsOf asOf() {
        return all.stream()
                .map(extract -> extract.manifest().asOf())
                .min(Comparator.comparing(AsOf::time))
                .orElseThrow();
    }

    /** The datasets of all of them, in the order of the sources, then of the manifests. */
    public List<Manifest.Dataset> datasets() {
        return all.stream()
                .flatMap(extract -> extract.manifest().datasets().stream())
                .toList();
    }

    /** The rows of each dataset by its name in the warehouse. */
    public Map<String, Long> rows() {
        return rows(_ -> true);
    }

    /**
     * The rows of some datasets by their names in the warehouse.
     *
     * @param which of which load modes
     */
    public Map<String, Long> rows(Predicate<LoadMode> which) {
        Map<String, Long> rows = new TreeMap<>();
        for (Manifest.Dataset dataset : datasets()) {
            if (which.test(dataset.table().load())) {
                rows.put(dataset.table().target(), dataset.content().rows());
            }
        }
        return rows;
    }

    /** The names of the keys that signed them, with commas; empty unless all of them are signed. */
    public Optional<String> signedBy() {
        List<Optional<String>> signers =
                all.stream().map(PublishedExtract::signedBy).distinct().toList();
        // Two keys while one replaces the other: the day is no less signed for it.
        boolean isSigned = !signers.isEmpty() && signers.stream().allMatch(Optional::isPresent);
        return isSigned
                ? Optional.of(signers.stream().map(Optional::get).sorted().collect(Collectors.joining(",")))
                : Optional.empty();
    }

    /** The bytes of all their files. */
    public long bytes() {
        return datasets().stream()
                .flatMap(dataset -> dataset.files().stream())
                .mapToLong(Manifest.DataFile::bytes)
                .sum();
    }

    /**
     * Checks that all of them are still what is published.
     *
     * @throws StepFailure.Temporary when one has been replaced since the gate
     */
    public void requireCurrent() {
        List<String> replaced = new ArrayList<>();
        for (PublishedExtract extract : all) {
            if (!extract.isCurrent()) {
                replaced.add(extract.manifest().extract().source().value());
            }
        }
        if (!replaced.isEmpty()) {
            throw new StepFailure.Temporary("the extract of " + String.join(" and ", replaced)
                    + " was replaced while it was loaded; nothing was changed; run again to load the new one");
        }
    }
}
