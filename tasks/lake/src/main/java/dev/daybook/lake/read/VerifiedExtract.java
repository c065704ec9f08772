package dev.daybook.lake.read;

import dev.daybook.lake.manifest.ManifestFile;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.DataFile;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.part.PartReader;
import dev.daybook.lake.storage.StoredFile;
import dev.daybook.lake.storage.StoredFolder;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.UnfitFileException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A published extract whose manifest was valid when it was read. */
public final class VerifiedExtract implements PublishedExtract {

    private final StoredFolder folder;
    private final Manifest manifest;
    private final String hash;
    private final Optional<String> signedBy;
    private final PartFormat format;

    /** An extract whose manifest has been read and verified. */
    public VerifiedExtract(
            StoredFolder folder, Manifest manifest, String hash, Optional<String> signedBy, PartFormat format) {
        this.folder = folder;
        this.manifest = manifest;
        this.hash = hash;
        this.signedBy = signedBy;
        this.format = format;
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public String manifestHash() {
        return hash;
    }

    @Override
    public Optional<String> signedBy() {
        return signedBy;
    }

    @Override
    public boolean isCurrent() {
        return ManifestFile.in(folder).map(file -> file.hash().equals(hash)).orElse(false);
    }

    @Override
    public void verifyFiles() {
        Set<String> listed = new HashSet<>();
        for (Dataset dataset : manifest.datasets()) {
            listed.add(LakePaths.folder(dataset.table().name()));
            for (DataFile file : dataset.files()) {
                verifySize(file);
                listed.add(file.path());
            }
        }
        verifyNothingElse(listed);
    }

    @Override
    public void verify() {
        verifyFiles();
        for (Dataset dataset : manifest.datasets()) {
            for (DataFile file : dataset.files()) {
                openVerified(file).close();
            }
        }
    }

    @Override
    public PartReader open(Dataset dataset, DataFile file) {
        StoredFile stored = openVerified(file);
        try {
            return format.read(stored, dataset.table(), file.rows());
        } catch (StepFailure.BadData e) {
            throw changedOr(e);
        }
    }

    /** A reader that lists folders takes whatever lies there, so nothing else may. */
    private void verifyNothingElse(Set<String> listed) {
        for (String path : folder.listAll()) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            boolean hidden = name.startsWith("_") || name.startsWith(".");
            if (!listed.contains(path) && (!hidden || name.endsWith(".parquet"))) {
                throw changedOr(damaged(path, "it is not in the manifest"));
            }
        }
    }

    private void verifySize(DataFile file) {
        OptionalLong bytes;
        try {
            bytes = folder.size(file.path());
        } catch (UnfitFileException e) {
            throw damaged(file.path(), FileReason.of(e));
        }
        if (bytes.isEmpty()) {
            throw missing(file);
        }
        if (bytes.getAsLong() != file.bytes()) {
            throw changedOr(damaged(file.path(), "expected " + file.bytes() + " bytes, found " + bytes.getAsLong()));
        }
    }

    /** The bytes that are read are those of the file that was verified: it stays open in between. */
    private StoredFile openVerified(DataFile file) {
        verifySize(file);
        StoredFile stored = folder.open(file.path()).orElseThrow(() -> missing(file));
        boolean verified = false;
        try {
            String sha256 = stored.sha256();
            if (!sha256.equals(file.sha256())) {
                throw changedOr(damaged(file.path(), "expected SHA-256 " + file.sha256() + ", found " + sha256));
            }
            verified = true;
            return stored;
        } finally {
            if (!verified) {
                stored.close();
            }
        }
    }

    private StepFailure missing(DataFile file) {
        return changedOr(damaged(file.path(), "it does not exist"));
    }

    /** The failure, unless the extract was replaced in the meantime: then that is the reason, and it passes. */
    private StepFailure changedOr(StepFailure failure) {
        if (isCurrent()) {
            return failure;
        }
        return new StepFailure.Temporary(title() + " was replaced while it was read; run this again");
    }

    private String title() {
        return manifest.extract().pipeline() + "/" + manifest.extract().source() + " "
                + manifest.extract().period();
    }

    private StepFailure damaged(String path, String reason) {
        return new StepFailure.BadData(
                "corrupt file " + folder.location(path) + ": " + reason + "; run the extract of this period again");
    }
}
