package dev.daybook.lake.publish;

import dev.daybook.lake.json.ManifestJson;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.storage.StagedFolder;
import dev.daybook.lake.storage.StagedPlace;
import dev.daybook.task.StepFailure;
import java.util.List;
import java.util.Optional;

/**
 * The manifest of a staged extract and what belongs to it, written once all else is sealed.
 *
 * @param staged what it is written into
 * @param keys the first of them signs; none, and there is no signature
 */
public record StagedManifest(StagedPlace staged, SigningKeys keys) {

    /** Whether what is published lacks the signature that it would get now. */
    boolean mustBeSigned(PublishedState published) {
        return !keys.isEmpty() && !published.signedBy().equals(Optional.of(keys.firstId()));
    }

    /**
     * Writes marker, signature and manifest, in this order, then seals the folder itself.
     *
     * @param toExtractLess what the step says when the manifest is too large
     * @param datasets the folders that are sealed with all their files, but for themselves
     */
    void write(Manifest manifest, String toExtractLess, List<StagedFolder> datasets) {
        byte[] json = ManifestJson.write(manifest);
        if (json.length > ManifestJson.LIMIT) {
            throw new StepFailure.BadData("the manifest of " + staged.place().title() + " would have " + json.length
                    + " bytes, more than the limit of " + ManifestJson.LIMIT + "; " + toExtractLess);
        }
        datasets.forEach(StagedFolder::seal);
        StagedFolder folder = staged.folder();
        folder.write(LakePaths.SUCCESS, ManifestJson.writeMarker(manifest, json));
        if (!keys.isEmpty()) {
            folder.write(LakePaths.SIGNATURE, keys.sign(json).write());
        }
        folder.write(LakePaths.MANIFEST, json);
        folder.seal();
    }
}
