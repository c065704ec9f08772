package dev.daybook.lake.manifest;

import dev.daybook.lake.files.FileFailure;
import dev.daybook.lake.files.Sha256;
import dev.daybook.lake.json.JsonFault;
import dev.daybook.lake.json.ManifestJson;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import dev.daybook.task.file.UnfitFileException;
import dev.daybook.task.file.WholeFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The manifest's file in a directory, read once.
 *
 * @param path where it lies
 * @param bytes what it holds
 */
record ManifestFile(Path path, byte[] bytes) {

    /**
     * Reads it; empty when there is none.
     *
     * @throws StepFailure.BadData when it is no regular file, or too large to be a manifest
     * @throws StepFailure when it cannot be read, or cannot be told to be absent
     */
    static Optional<ManifestFile> in(Path directory) {
        Path path = directory.resolve(LakePaths.MANIFEST);
        try {
            return PathKind.isPresent(path)
                    ? Optional.of(new ManifestFile(path, WholeFile.read(path, Links.REFUSED, ManifestJson.LIMIT)))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (UnfitFileException e) {
            throw path.toString().equals(e.getFile()) ? damaged(path, FileReason.of(e)) : FileFailure.reading(path, e);
        } catch (IOException e) {
            throw FileFailure.reading(path, e);
        }
    }

    /** The name of the key that signed these very bytes; empty when none of them did. */
    Optional<String> signedBy(SigningKeys keys) {
        return keys.isEmpty()
                ? Optional.empty()
                : ManifestSignature.in(path.getParent()).flatMap(signature -> keys.signer(signature, bytes));
    }

    /** The SHA-256 of the whole file. */
    String hash() {
        return Sha256.of(bytes);
    }

    /**
     * The manifest.
     *
     * @param key the extract that its directory belongs to
     * @throws StepFailure.BadData when it is damaged, or of another extract; names the key and the reason
     */
    Manifest manifest(ExtractKey key) {
        Manifest manifest;
        try {
            manifest = ManifestJson.read(bytes);
        } catch (JsonFault e) {
            throw damaged(path, e.getMessage());
        }
        requireSame("pipeline", key.pipeline(), manifest.extract().pipeline());
        requireSame("source", key.source(), manifest.extract().source());
        requireSame("period", key.period(), manifest.extract().period());
        return manifest;
    }

    private void requireSame(String name, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw damaged(path, name + ": the directory is that of " + expected + ", the manifest says " + found);
        }
    }

    private static StepFailure damaged(Path path, String reason) {
        return new StepFailure.BadData("damaged manifest " + FileFailure.shown(path) + ": " + reason
                + "; run the extract of this period again");
    }
}
