package dev.daybook.loadpostgres;

import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.task.AsOf;
import dev.daybook.task.StepFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The extracts of one period, one of each source, as the {@link Gate} let them through.
 *
 * @param all in the order of their sources' names
 */
record Extracts(List<PublishedExtract> all) {

    Extracts {
        all = all.stream()
                .sorted(Comparator.comparing(
                        extract -> extract.manifest().extract().source()))
                .toList();
    }

    /** The identity of their content: SHA-256 over each source's name and its manifest's hash. */
    String manifestsHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (PublishedExtract extract : all) {
                String line = extract.manifest().extract().source() + " " + extract.manifestHash() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** When the oldest of them was true at its source. */
    AsOf asOf() {
        return all.stream()
                .map(extract -> extract.manifest().asOf())
                .min(Comparator.comparing(AsOf::time))
                .orElseThrow();
    }

    /** The rows of each dataset by its name in the warehouse. */
    Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        for (PublishedExtract extract : all) {
            for (Manifest.Dataset dataset : extract.manifest().datasets()) {
                rows.put(dataset.table().target(), dataset.content().rows());
            }
        }
        return rows;
    }

    /** The names of the keys that signed them, with commas; empty unless all of them are signed. */
    Optional<String> signedBy() {
        List<Optional<String>> signers =
                all.stream().map(PublishedExtract::signedBy).distinct().toList();
        // Two keys while one replaces the other: the day is no less signed for it.
        boolean isSigned = !signers.isEmpty() && signers.stream().allMatch(Optional::isPresent);
        return isSigned
                ? Optional.of(signers.stream().map(Optional::get).sorted().collect(Collectors.joining(",")))
                : Optional.empty();
    }

    /** The bytes of all their files. */
    long bytes() {
        return all.stream()
                .flatMap(extract -> extract.manifest().datasets().stream())
                .flatMap(dataset -> dataset.files().stream())
                .mapToLong(Manifest.DataFile::bytes)
                .sum();
    }

    /**
     * Checks that all of them are still what is published.
     *
     * @throws StepFailure.Temporary when one has been replaced since the gate
     */
    void requireCurrent() {
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
