package dev.daybook.lake.manifest;

import dev.daybook.lake.json.JsonFault;
import dev.daybook.lake.json.ManifestJson;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.storage.StoredFolder;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.UnfitFileException;
import java.util.Optional;

/**
 * The manifest's file in a folder, read once.
 *
 * @param folder where it lies
 * @param bytes what it holds
 */
public record ManifestFile(StoredFolder folder, byte[] bytes) {

    /**
     * Reads it; empty when there is none.
     *
     * @throws StepFailure.BadData when it is no regular file, or too large to be a manifest
     * @throws StepFailure when it cannot be read, or cannot be told to be absent
     */
    public static Optional<ManifestFile> in(StoredFolder folder) {
        try {
            return folder.read(LakePaths.MANIFEST, ManifestJson.LIMIT).map(bytes -> new ManifestFile(folder, bytes));
        } catch (UnfitFileException e) {
            throw damaged(folder, FileReason.of(e));
        }
    }

    /** The name of the key that signed these very bytes; empty when none of them did. */
    public Optional<String> signedBy(SigningKeys keys) {
        return keys.isEmpty()
                ? Optional.empty()
                : ManifestSignature.in(folder).flatMap(signature -> keys.signer(signature, bytes));
    }

    /** The SHA-256 of the whole file. */
    public String hash() {
        return Sha256.of(bytes);
    }

    /**
     * The manifest.
     *
     * @param key the extract that its directory belongs to
     * @throws StepFailure.BadData when it is damaged, or of another extract; names the key and the reason
     */
    public Manifest manifest(ExtractKey key) {
        Manifest manifest;
        try {
            manifest = ManifestJson.read(bytes);
        } catch (JsonFault e) {
            throw damaged(folder, String.valueOf(e.getMessage()));
        }
        requireSame("pipeline", key.pipeline(), manifest.extract().pipeline());
        requireSame("source", key.source(), manifest.extract().source());
        requireSame("period", key.period(), manifest.extract().period());
        return manifest;
    }

    private void requireSame(String name, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw damaged(folder, name + ": the directory is that of " + expected + ", the manifest says " + found);
        }
    }

    private static StepFailure damaged(StoredFolder folder, String reason) {
        return new StepFailure.BadData("damaged manifest " + folder.location(LakePaths.MANIFEST) + ": " + reason
                + "; run the extract of this period again");
    }
}
