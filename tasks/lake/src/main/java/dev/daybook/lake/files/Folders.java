package dev.daybook.lake.files;

import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import dev.daybook.task.file.UnfitFileException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Operations on whole folders, made of single {@link FileSteps}. */
public final class Folders {

    private final FileSteps steps;

    /** @param steps what every change goes through */
    public Folders(FileSteps steps) {
        this.steps = steps;
    }

    /**
     * Makes a folder and those above it, as far as they are missing, and forces each to disk. Several processes may do
     * so at once.
     */
    public void create(Path folder) throws IOException {
        if (isFolder(folder)) {
            return;
        }
        create(above(folder));
        try {
            steps.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!isFolder(folder)) {
                throw e;
            }
        }
        steps.force(above(folder));
    }

    /** The folder that a file or folder lies in. The root of a file system, which lies in none, is never asked for. */
    static Path above(Path path) {
        return Objects.requireNonNull(path.getParent(), () -> "expected a path below the root, found " + path);
    }

    /** Whether a folder is there: people may put a link to one in its place, but nothing else. */
    private static boolean isFolder(Path folder) throws IOException {
        PathKind kind = PathKind.of(folder, Links.FOLLOWED);
        if (kind == PathKind.ABSENT && PathKind.isPresent(folder)) {
            throw new UnfitFileException(folder, "expected a folder, found a link to what does not exist");
        }
        if (kind != PathKind.ABSENT && kind != PathKind.FOLDER) {
            throw new UnfitFileException(folder, "expected a folder, found " + kind.shown());
        }
        return kind == PathKind.FOLDER;
    }

    /** Deletes a folder with all that is in it; does not follow symbolic links; what is gone already is fine. */
    public void deleteTree(Path folder) throws IOException {
        if (PathKind.of(folder, Links.REFUSED) == PathKind.FOLDER) {
            for (Path entry : entries(folder)) {
                deleteTree(entry);
            }
        }
        try {
            steps.delete(folder);
        } catch (NoSuchFileException e) {
            // Another process cleans up as well.
        }
    }

    /** What lies in a folder, in the order of the names; nothing when it does not exist. */
    public static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }

    /** When anything in a folder was last changed. */
    public static FileTime lastChange(Path path) throws IOException {
        FileTime latest = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
        if (PathKind.of(path, Links.REFUSED) == PathKind.FOLDER) {
            for (Path entry : entries(path)) {
                FileTime time = lastChange(entry);
                latest = time.compareTo(latest) > 0 ? time : latest;
            }
        }
        return latest;
    }
}
