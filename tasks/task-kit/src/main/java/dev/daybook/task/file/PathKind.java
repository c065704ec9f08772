package dev.daybook.task.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What lies at a path. Unlike {@link Files#exists}, looking fails where it cannot be told, so that what may not be read
 * never counts as absent.
 */
public enum PathKind {
    /** Nothing. */
    ABSENT("nothing"),
    /** A regular file. */
    FILE("a file"),
    /** A folder. */
    FOLDER("a folder"),
    /** A symbolic link; only where links are not followed. */
    LINK("a link"),
    /** A named pipe. */
    PIPE("a named pipe"),
    /** A socket. */
    SOCKET("a socket"),
    /** A device. */
    DEVICE("a device"),
    /** None of these. */
    OTHER("something that is no file");

    /** The bits of a mode that tell the kind, and their values: {@code S_IFMT} and others of {@code <sys/stat.h>}. */
    private static final int KIND_BITS = 0170000;

    private static final int PIPE_BITS = 0010000;
    private static final int CHARACTER_DEVICE_BITS = 0020000;
    private static final int BLOCK_DEVICE_BITS = 0060000;
    private static final int SOCKET_BITS = 0140000;

    private final String shown;

    PathKind(String shown) {
        this.shown = shown;
    }

    /** What it is called in a message, with its article. */
    public String shown() {
        return shown;
    }

    /**
     * Looks what lies at a path.
     *
     * @throws IOException when that cannot be told: a folder above may not be searched, the disk fails
     */
    public static PathKind of(Path path, Links links) throws IOException {
        try {
            return of(path, Files.readAttributes(path, BasicFileAttributes.class, links.options()), links);
        } catch (NoSuchFileException e) {
            requireFolderAbove(path);
            return ABSENT;
        }
    }

    /** Java tells a path below a file as one that does not exist; what is wrong is the file then, or a dangling link. */
    private static void requireFolderAbove(Path path) throws IOException {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            try {
                PathKind kind = of(above, Files.readAttributes(above, BasicFileAttributes.class), Links.FOLLOWED);
                if (kind != FOLDER) {
                    throw new UnfitFileException(above, "expected a folder, found " + kind.shown());
                }
                return;
            } catch (NoSuchFileException e) {
                if (Files.isSymbolicLink(above)) {
                    throw new UnfitFileException(above, "expected a folder, found a link to what does not exist");
                }
            }
        }
    }

    /** Whether anything lies at a path: as {@link #of}, and a dangling link is something. */
    public static boolean isPresent(Path path) throws IOException {
        return of(path, Links.REFUSED) != ABSENT;
    }

    static PathKind of(Path path, BasicFileAttributes attributes, Links links) {
        if (attributes.isRegularFile()) {
            return FILE;
        }
        if (attributes.isDirectory()) {
            return FOLDER;
        }
        return attributes.isSymbolicLink() ? LINK : special(path, links);
    }

    private static PathKind special(Path path, Links links) {
        try {
            return switch ((int) Files.getAttribute(path, "unix:mode", links.options()) & KIND_BITS) {
                case PIPE_BITS -> PIPE;
                case SOCKET_BITS -> SOCKET;
                case CHARACTER_DEVICE_BITS, BLOCK_DEVICE_BITS -> DEVICE;
                default -> OTHER;
            };
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return OTHER;
        }
    }
}
