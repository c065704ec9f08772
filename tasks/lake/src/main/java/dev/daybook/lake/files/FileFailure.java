package dev.daybook.lake.files;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.ProcessUser;
import dev.daybook.task.file.UnfitFileException;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Turns what the file system answers into a failure that says where, why and what to do. */
public final class FileFailure {

    private FileFailure() {}

    /**
     * A failure to write.
     *
     * @param action what was tried, such as {@code write} or {@code force to disk}
     * @param path what it was tried on
     */
    public static StepFailure writing(String action, Path path, IOException e) {
        String cannot = "cannot " + action + " " + shown(path) + ": ";
        if (isFull(e)) {
            return new StepFailure.InputOutput(
                    "disk full: " + cannot + FileReason.of(e) + ", " + freeBytes(path)
                            + " bytes are free; free some space, or point --lake to a larger disk, and run this again",
                    e);
        }
        if (isReadOnly(e)) {
            return readOnly(path, e);
        }
        if (isForbidden(e)) {
            return notWritable(path, e);
        }
        if (e instanceof UnfitFileException unfit) {
            return unfit(action, path, unfit);
        }
        if (e instanceof NoSuchFileException gone) {
            return new StepFailure.Temporary(
                    cannot + EscapedText.of(String.valueOf(gone.getFile()))
                            + " is gone, which only another run removes; run this again",
                    e);
        }
        if (e instanceof AtomicMoveNotSupportedException) {
            return new StepFailure.CannotCreate(
                    cannot + "it is on another mount than the lake's folder _staging; mount the lake as a whole", e);
        }
        return new StepFailure.InputOutput(cannot + FileReason.of(e) + "; look at the disk and run this again", e);
    }

    /** A failure to read. */
    public static StepFailure reading(Path path, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new StepFailure.Denied(
                    "cannot read " + shown(path) + ": permission denied for " + ProcessUser.shown() + "; " + fix(path),
                    e);
        }
        if (e instanceof UnfitFileException unfit) {
            return unfit("read", path, unfit);
        }
        return new StepFailure.InputOutput("cannot read " + shown(path) + ": " + FileReason.of(e), e);
    }

    /** What lies there is none of ours, and nobody but its owner can tell whether it may go. */
    private static StepFailure unfit(String action, Path path, UnfitFileException e) {
        String place = path.toString().equals(e.getFile()) ? "" : EscapedText.of(e.getFile()) + ": ";
        return new StepFailure.Configuration(
                "cannot " + action + " " + shown(path) + ": " + place + FileReason.of(e)
                        + "; move it away or correct --lake",
                e);
    }

    /** A folder that this process may not write to. */
    public static StepFailure notWritable(Path path, IOException e) {
        Path folder = nearestFolder(path);
        return new StepFailure.CannotCreate(
                "cannot write in " + shown(folder) + ": " + FileReason.of(e) + "; it belongs to " + owner(folder)
                        + ", this process runs as " + ProcessUser.shown() + "; " + fix(folder),
                e);
    }

    /** No owner and no right helps on a file system that takes no changes. */
    private static StepFailure readOnly(Path path, IOException e) {
        return new StepFailure.CannotCreate(
                "cannot write in " + shown(nearestFolder(path)) + ": " + FileReason.of(e)
                        + "; mount it for writing (a container's volume without ':ro'), or point --lake to another folder",
                e);
    }

    /** A path for a message. */
    public static String shown(Path path) {
        return EscapedText.of(path.toString());
    }

    private static boolean isFull(IOException e) {
        String text = String.valueOf(e.getMessage());
        return text.contains("No space left on device") || text.contains("Disk quota exceeded");
    }

    private static boolean isForbidden(IOException e) {
        String text = String.valueOf(e.getMessage());
        return e instanceof AccessDeniedException || text.contains("Operation not permitted");
    }

    private static boolean isReadOnly(IOException e) {
        return String.valueOf(e.getMessage()).contains("Read-only file system");
    }

    private static long freeBytes(Path path) {
        try {
            return Files.getFileStore(nearestFolder(path)).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    private static Path nearestFolder(Path path) {
        Path folder = path;
        while (folder.getParent() != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static String fix(Path path) {
        Optional<String> process = ProcessUser.ids();
        if (process.isEmpty()) {
            return "give it to this user";
        }
        Optional<String> owner = ProcessUser.owner(path);
        if (process.equals(owner)) {
            return "its own user lacks the right, run 'chmod -R u+rwX " + shown(path) + "'";
        }
        return "run 'chown -R " + process.get() + " " + shown(path) + "', or start the container with --user "
                + owner.orElse("<uid>:<gid> of its owner");
    }

    private static String owner(Path path) {
        return ProcessUser.owner(path).map(ids -> "uid:gid " + ids).orElse("another user");
    }
}
