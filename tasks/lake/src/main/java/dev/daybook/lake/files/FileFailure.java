package dev.daybook.lake.files;

import dev.daybook.task.EscapedText;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
        if (isFull(e)) {
            return new StepFailure.InputOutput(
                    "disk full: cannot " + action + " " + shown(path) + ": " + reason(e) + ", " + freeBytes(path)
                            + " bytes are free; free some space, or point --lake to a larger disk, and run this again",
                    e);
        }
        if (isForbidden(e)) {
            return notWritable(path, e);
        }
        if (e instanceof NoSuchFileException gone) {
            return new StepFailure.Temporary(
                    "cannot " + action + " " + shown(path) + ": " + EscapedText.of(String.valueOf(gone.getFile()))
                            + " is gone, which only another run removes; run this again",
                    e);
        }
        if (e instanceof AtomicMoveNotSupportedException) {
            return new StepFailure.CannotCreate(
                    "cannot " + action + " " + shown(path)
                            + ": it is on another mount than the lake's folder _staging; mount the lake as a whole",
                    e);
        }
        return new StepFailure.InputOutput(
                "cannot " + action + " " + shown(path) + ": " + reason(e) + "; look at the disk and run this again", e);
    }

    /** A failure to read. */
    public static StepFailure reading(Path path, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new StepFailure.Denied(
                    "cannot read " + shown(path) + ": permission denied for " + process() + "; " + fix(path), e);
        }
        return new StepFailure.InputOutput("cannot read " + shown(path) + ": " + reason(e), e);
    }

    /** A folder that this process may not write to. */
    public static StepFailure notWritable(Path path, IOException e) {
        Path folder = nearestFolder(path);
        return new StepFailure.CannotCreate(
                "cannot write in " + shown(folder) + ": " + reason(e) + "; it belongs to " + owner(folder)
                        + ", this process runs as " + process() + "; " + fix(folder),
                e);
    }

    /** The one-line reason in an exception, without the path that it repeats. */
    public static String reason(IOException e) {
        String text = e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : switch (e) {
                    case AccessDeniedException _ -> "permission denied";
                    case NoSuchFileException _ -> "it does not exist";
                    default -> String.valueOf(e.getMessage());
                };
        return EscapedText.of(text);
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
        return e instanceof AccessDeniedException
                || text.contains("Read-only file system")
                || text.contains("Operation not permitted");
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
        Optional<Integer> user = SystemCalls.userId();
        Optional<Integer> group = SystemCalls.groupId();
        if (user.isEmpty() || group.isEmpty()) {
            return "give it to this user";
        }
        return "run 'chown -R " + user.get() + ":" + group.get() + " " + shown(path)
                + "', or start the container with --user " + ownerIds(path).orElse("<uid>:<gid> of its owner");
    }

    private static String owner(Path path) {
        return ownerIds(path).map(ids -> "uid:gid " + ids).orElse("another user");
    }

    private static Optional<String> ownerIds(Path path) {
        try {
            return Optional.of(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS) + ":"
                    + Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static String process() {
        return SystemCalls.userId()
                .flatMap(user -> SystemCalls.groupId().map(group -> "uid:gid " + user + ":" + group))
                .orElse(System.getProperty("user.name"));
    }
}
