package dev.daybook.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A published day of one dataset, made without any step. */
final class HandMadeDay {

    static final String FILE = "lines/part-00000.parquet";

    private HandMadeDay() {}

    /** Writes a day whose only file holds a text. */
    static void write(Path folder, String text) throws IOException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        ObjectNode manifest = ManifestText.JSON.createObjectNode();
        ObjectNode dataset = manifest.putArray("datasets").addObject();
        dataset.putObject("table").put("name", "lines");
        dataset.put("rows", 1).put("content_hash", Sha256.of(data).substring(0, 32));
        dataset.putArray("files").addObject().put("path", FILE).put("sha256", Sha256.of(data));
        byte[] whole = ManifestText.withSum(manifest);
        Files.createDirectories(folder.resolve(FILE).getParent());
        Files.write(folder.resolve(FILE), data);
        Files.write(folder.resolve(ManifestText.NAME), whole);
        Files.writeString(folder.resolve(PublishedDay.MARKER), "{\"manifest_sha256\":\"" + Sha256.of(whole) + "\"}");
    }
}
