package dev.daybook.task.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * As whom this process runs. A container's user often has no name, and Java calls it {@code ?} then; files know users by
 * their numbers anyway.
 */
public final class ProcessUser {

    private static final Path SELF = Path.of("/proc/self");

    private ProcessUser() {}

    /** {@code uid:gid}, for example {@code 1000:1000}; empty where there is no {@code /proc}. */
    public static Optional<String> ids() {
        return owner(SELF.resolve("task"));
    }

    /** Who owns a file or folder, as {@code uid:gid}; a link's own owner; empty where it cannot be told. */
    public static Optional<String> owner(Path path) {
        try {
            return Optional.of(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS) + ":"
                    + Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** For a message: {@code uid:gid 1000:1000}, or the name where the numbers cannot be told. */
    public static String shown() {
        return ids().map(ids -> "uid:gid " + ids).orElseGet(() -> "user " + System.getProperty("user.name"));
    }
}
