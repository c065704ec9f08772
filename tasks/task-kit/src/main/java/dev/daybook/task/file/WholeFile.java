package dev.daybook.task.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The one way of opening a file that somebody else may have put there: a regular file only, links as asked for, never
 * more bytes than a limit.
 *
 * <p>What the name stands for is looked at before the file is opened, so that a named pipe is refused rather than waited
 * for, and after, so that what was opened is what was looked at. A pipe that takes the name in between makes the opening
 * wait; {@link Opening} ends that.
 */
public final class WholeFile {

    /** A publication may exchange the file while it is opened; as often as this, something else is at work. */
    private static final int TRIES = 10;

    private WholeFile() {}

    /**
     * Reads a file whole.
     *
     * @param limit the most bytes that it may have
     * @throws java.nio.file.NoSuchFileException when it does not exist, nor what a followed link points to
     * @throws UnfitFileException when it is no regular file or too large; its reason says what was expected and found
     * @throws IOException when it cannot be read
     */
    public static byte[] read(Path path, Links links, int limit) throws IOException {
        try (InputStream in = Channels.newInputStream(open(path, links))) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new UnfitFileException(path, "expected at most " + limit + " bytes, found more");
            }
            return bytes;
        }
    }

    /**
     * Opens a file for reading.
     *
     * @throws IOException as {@link #read}
     */
    public static FileChannel open(Path path, Links links) throws IOException {
        return open(path, links, Set.of(StandardOpenOption.READ));
    }

    /**
     * Opens a file for reading and writing, and makes it when it is not there. Follows no link.
     *
     * @throws IOException as {@link #read}
     */
    public static FileChannel openOrMake(Path path) throws IOException {
        if (!PathKind.isPresent(path)) {
            try {
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                        .close();
            } catch (FileAlreadyExistsException e) {
                // Another process made it, or a link lies there; opening tells.
            }
        }
        return open(path, Links.REFUSED, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    private static FileChannel open(Path path, Links links, Set<? extends OpenOption> how) throws IOException {
        Set<OpenOption> options = new HashSet<>(how);
        options.addAll(List.of(links.options()));
        for (int i = 0; i < TRIES; i++) {
            Object before = regular(path, links);
            FileChannel channel = Opening.of(path, options);
            boolean same = false;
            try {
                same = Objects.equals(before, regular(path, links));
            } finally {
                if (!same) {
                    channel.close();
                }
            }
            if (same) {
                return channel;
            }
        }
        throw new UnfitFileException(path, "expected one file, found another at each of " + TRIES + " looks");
    }

    /** The identity of the regular file at a path. */
    private static Object regular(Path path, Links links) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, links.options());
        PathKind kind = PathKind.of(path, attributes, links);
        if (kind != PathKind.FILE) {
            throw new UnfitFileException(path, "expected a file, found " + kind.shown());
        }
        return attributes.fileKey();
    }
}
