package dev.daybook.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Judges the folder of a published day: absent, whole or torn. */
final class PublishedDay {

    static final String MARKER = "_SUCCESS";

    private PublishedDay() {}

    /** Reads all of a day's files. */
    static DayState read(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return new DayState.Absent();
        }
        Path path = folder.resolve(ManifestText.NAME);
        byte[] manifest;
        try {
            manifest = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return new DayState.Torn("a folder without a manifest: " + Folders.files(folder));
        }
        if (!ManifestText.sumHolds(manifest)) {
            return new DayState.Torn("the manifest's sum is not that of its text");
        }
        TreeSet<String> files = new TreeSet<>();
        Map<String, String> datasets = new TreeMap<>();
        for (JsonNode dataset : ManifestText.JSON.readTree(manifest).path("datasets")) {
            datasets.put(
                    dataset.path("table").path("name").asText(),
                    dataset.path("rows").asText() + " rows "
                            + dataset.path("content_hash").asText());
            for (JsonNode file : dataset.path("files")) {
                String name = file.path("path").asText();
                String found = sum(folder.resolve(name));
                if (!found.equals(file.path("sha256").asText())) {
                    return new DayState.Torn(name + " is not what the manifest says: " + found);
                }
                files.add(name);
            }
        }
        files.add(ManifestText.NAME);
        files.add(MARKER);
        return withoutOthers(folder, manifest, files, DayState.Whole.of(datasets));
    }

    private static DayState withoutOthers(Path folder, byte[] manifest, TreeSet<String> expected, DayState whole)
            throws IOException {
        if (!Folders.files(folder).equals(expected)) {
            return new DayState.Torn("expected the files " + expected + ", found " + Folders.files(folder));
        }
        JsonNode marker = ManifestText.JSON.readTree(Files.readAllBytes(folder.resolve(MARKER)));
        return marker.path("manifest_sha256").asText().equals(Sha256.of(manifest))
                ? whole
                : new DayState.Torn(MARKER + " is another manifest's");
    }

    private static String sum(Path file) throws IOException {
        try {
            return Sha256.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return "missing";
        }
    }
}
