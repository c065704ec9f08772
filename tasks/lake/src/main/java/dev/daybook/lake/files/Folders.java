package dev.daybook.lake.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

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
        if (Files.isDirectory(folder)) {
            return;
        }
        create(folder.getParent());
        try {
            steps.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        steps.force(folder.getParent());
    }

    /** Deletes a folder with all that is in it; does not follow symbolic links; what is gone already is fine. */
    public void deleteTree(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
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
        }
        entries.sort(null);
        return entries;
    }

    /** When anything in a folder was last changed. */
    public static FileTime lastChange(Path path) throws IOException {
        FileTime latest = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : entries(path)) {
                FileTime time = lastChange(entry);
                latest = time.compareTo(latest) > 0 ? time : latest;
            }
        }
        return latest;
    }
}
