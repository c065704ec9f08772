package dev.daybook.task.file;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What may lie where a file is expected, real each time.
 *
 * @param folder where they are made
 */
public record OddFiles(Path folder) {

    /** A regular file that not even root may read: the kernel's own, for writing only. */
    public static final Path UNREADABLE = Path.of("/proc/sys/vm/compact_memory");

    /** One of them. */
    public enum Kind {
        /** A named pipe that nobody writes to. */
        PIPE,
        /** A link to a device that never ends. */
        ENDLESS,
        /** A folder. */
        FOLDER,
        /** A link to nothing. */
        DANGLING,
        /** Two links that point at each other. */
        LOOP,
        /** A socket. */
        SOCKET,
        /** A link to a file that may not be read. */
        UNREADABLE,
        /** A link to a file as it should be. */
        LINK
    }

    /** Makes one at a path. */
    public Path make(Kind kind, String name) throws IOException {
        Path path = folder.resolve(name);
        switch (kind) {
            case PIPE -> pipe(path);
            case ENDLESS -> Files.createSymbolicLink(path, Path.of("/dev/zero"));
            case FOLDER -> Files.createDirectory(path);
            case DANGLING -> Files.createSymbolicLink(path, folder.resolve("missing"));
            case LOOP -> {
                Path other = folder.resolve(name + ".other");
                Files.createSymbolicLink(path, other);
                Files.createSymbolicLink(other, path);
            }
            case SOCKET -> {
                try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                    socket.bind(UnixDomainSocketAddress.of(path));
                }
            }
            case UNREADABLE -> Files.createSymbolicLink(path, UNREADABLE);
            case LINK -> Files.createSymbolicLink(path, Files.writeString(folder.resolve(name + ".target"), "target"));
        }
        return path;
    }

    private static void pipe(Path path) throws IOException {
        List<String> command = Arrays.asList("mkfifo", path.toString());
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException("mkfifo failed for " + path);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
