package dev.daybook.lake.publish;

import dev.daybook.lake.files.FileFailure;
import dev.daybook.lake.files.FileSteps;
import dev.daybook.lake.files.Staging;
import dev.daybook.lake.json.ManifestJson;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The manifest of a staged extract and what belongs to it, written once all else is on disk.
 *
 * @param staging the folder it is written into
 * @param keys the first of them signs; none, and there is no signature
 * @param steps what every change goes through
 */
record StagedManifest(Staging staging, SigningKeys keys, FileSteps steps) {

    /** Whether what is published lacks the signature that it would get now. */
    boolean mustBeSigned(PublishedState published) {
        return !keys.isEmpty() && !published.signedBy().equals(Optional.of(keys.firstId()));
    }

    /**
     * Writes marker, signature and manifest, in this order, then forces the folder itself to disk.
     *
     * @param datasets the folders that are on disk with all their files, but for themselves
     */
    void write(Manifest manifest, List<Path> datasets) {
        byte[] json = ManifestJson.write(manifest);
        if (json.length > ManifestJson.LIMIT) {
            throw new StepFailure.BadData("the manifest of " + staging.place().title() + " would have " + json.length
                    + " bytes, more than the limit of " + ManifestJson.LIMIT + "; extract fewer tables with --exclude");
        }
        Path folder = staging.folder();
        try {
            for (Path dataset : datasets) {
                steps.force(dataset);
            }
            writeAndForce(folder.resolve(LakePaths.SUCCESS), ManifestJson.writeMarker(manifest, json));
            if (!keys.isEmpty()) {
                writeAndForce(
                        folder.resolve(LakePaths.SIGNATURE), keys.sign(json).write());
            }
            writeAndForce(folder.resolve(LakePaths.MANIFEST), json);
            steps.force(folder);
        } catch (IOException e) {
            throw FileFailure.writing("write", folder, e);
        }
    }

    private void writeAndForce(Path file, byte[] bytes) throws IOException {
        steps.write(file, bytes);
        steps.force(file);
    }
}
