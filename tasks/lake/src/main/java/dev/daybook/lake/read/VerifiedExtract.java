package dev.daybook.lake.read;

import dev.daybook.lake.files.FileFailure;
import dev.daybook.lake.files.Folders;
import dev.daybook.lake.files.Sha256;
import dev.daybook.lake.manifest.ManifestFile;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.DataFile;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.part.PartFormat;
import dev.daybook.lake.part.PartReader;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A published extract whose manifest was valid when it was read. */
final class VerifiedExtract implements PublishedExtract {

    private final Path directory;
    private final Manifest manifest;
    private final String hash;
    private final Optional<String> signedBy;
    private final PartFormat format;

    VerifiedExtract(Path directory, Manifest manifest, String hash, Optional<String> signedBy, PartFormat format) {
        this.directory = directory;
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
    public Path directory() {
        return directory;
    }

    @Override
    public boolean isCurrent() {
        return ManifestFile.in(directory).map(file -> file.hash().equals(hash)).orElse(false);
    }

    @Override
    public void verifyFiles() {
        Set<Path> listed = new HashSet<>();
        for (Dataset dataset : manifest.datasets()) {
            listed.add(directory.resolve(LakePaths.folder(dataset.table().name())));
            for (DataFile file : dataset.files()) {
                listed.add(verifySize(file));
            }
        }
        try {
            verifyNothingElse(directory, listed);
        } catch (IOException e) {
            throw FileFailure.reading(directory, e);
        }
    }

    @Override
    public void verify() {
        verifyFiles();
        for (Dataset dataset : manifest.datasets()) {
            for (DataFile file : dataset.files()) {
                verifyContent(file);
            }
        }
    }

    @Override
    public PartReader open(Dataset dataset, DataFile file) {
        Path path = verifyContent(file);
        try {
            return format.read(path, dataset.table(), file.rows());
        } catch (StepFailure.BadData e) {
            throw changedOr(e);
        }
    }

    /** A reader that lists folders takes whatever lies there, so nothing else may. */
    private void verifyNothingElse(Path folder, Set<Path> listed) throws IOException {
        for (Path entry : Folders.entries(folder)) {
            String name = entry.getFileName().toString();
            boolean hidden = name.startsWith("_") || name.startsWith(".");
            if (!listed.contains(entry) && (!hidden || name.endsWith(".parquet"))) {
                throw changedOr(damaged(entry, "it is not in the manifest"));
            }
            if (PathKind.of(entry, Links.REFUSED) == PathKind.FOLDER) {
                verifyNothingElse(entry, listed);
            }
        }
    }

    private Path verifySize(DataFile file) {
        Path path = directory.resolve(file.path());
        try {
            if (Files.isSymbolicLink(path.getParent()) || !isRegular(path)) {
                throw damaged(path, "expected a regular file, found a link, a folder or something else");
            }
            long bytes = Files.size(path);
            if (bytes != file.bytes()) {
                throw changedOr(damaged(path, "expected " + file.bytes() + " bytes, found " + bytes));
            }
            return path;
        } catch (NoSuchFileException e) {
            throw changedOr(damaged(path, "it does not exist"));
        } catch (IOException e) {
            throw FileFailure.reading(path, e);
        }
    }

    private static boolean isRegular(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile();
    }

    private Path verifyContent(DataFile file) {
        Path path = verifySize(file);
        try {
            String sha256 = Sha256.of(path);
            if (!sha256.equals(file.sha256())) {
                throw changedOr(damaged(path, "expected SHA-256 " + file.sha256() + ", found " + sha256));
            }
            return path;
        } catch (NoSuchFileException e) {
            throw changedOr(damaged(path, "it does not exist"));
        } catch (IOException e) {
            throw FileFailure.reading(path, e);
        }
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

    private StepFailure damaged(Path path, String reason) {
        return new StepFailure.BadData(
                "corrupt file " + FileFailure.shown(path) + ": " + reason + "; run the extract of this period again");
    }
}
