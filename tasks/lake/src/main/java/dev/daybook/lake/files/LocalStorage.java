package dev.daybook.lake.files;

import dev.daybook.lake.storage.Place;
import dev.daybook.lake.storage.StagedPlace;
import dev.daybook.lake.storage.Storage;
import dev.daybook.lake.storage.StoredFolder;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import java.io.IOException;
import java.nio.file.Path;

/** A lake in a folder of a local or mounted file system. What is published appears by one rename. */
public final class LocalStorage implements Storage {

    private final Path root;
    private final StagingArea staging;

    /** @param root the root folder; made by the first publication when only its last component is missing */
    public LocalStorage(Path root) {
        this(root, new LocalFileSteps());
    }

    /** @param steps what every change goes through */
    public LocalStorage(Path root, FileSteps steps) {
        this.root = root.toAbsolutePath().normalize();
        this.staging = new StagingArea(this.root, steps);
    }

    @Override
    public String location() {
        return FileFailure.shown(root);
    }

    @Override
    public StoredFolder folder(String name) {
        return new LocalFolder(root.resolve(name));
    }

    @Override
    public StagedPlace stage(Place place, String run) {
        return staging.open(new PublishedPlace(place, root.resolve(place.folder())), run);
    }

    @Override
    public boolean check(String folder) {
        return staging.check(root.resolve(folder));
    }

    /** Reads the folder as a step would: a look at its rights alone would call an error of the disk a missing right. */
    @Override
    public void requireReadable() {
        try {
            PathKind kind = PathKind.of(root, Links.FOLLOWED);
            if (kind != PathKind.FOLDER) {
                throw new StepFailure.Configuration("the lake " + location() + ": expected a folder, found "
                        + kind.shown() + "; name it with --lake");
            }
            Folders.entries(root);
        } catch (IOException e) {
            throw FileFailure.reading(root, e);
        }
    }
}
