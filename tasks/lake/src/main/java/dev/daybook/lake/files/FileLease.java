package dev.daybook.lake.files;

import dev.daybook.task.EscapedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * An operating system's lock on a small file that says who holds it. The kernel frees it when its process dies, however
 * it dies. It is a politeness, not the safety: publishing compares what it replaces as well.
 *
 * <p>The file stays when the lock is freed: deleting it would let two processes lock two files of one name.
 */
public final class FileLease implements AutoCloseable {

    private static final int LONGEST_HOLDER = 200;

    /** Locks of this process: a second channel to a locked file would free its lock when closed (POSIX). */
    private static final Map<Path, String> HELD = new HashMap<>();

    private final Path file;
    private final FileChannel channel;

    private FileLease(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** A lock taken, or who holds it. */
    public sealed interface Attempt {

        /** It is ours. */
        record Taken(FileLease lease) implements Attempt {}

        /** It is not; {@code holder} is for example {@code process 4711 on build-7 since 2024-01-21T00:03:10Z}. */
        record Held(String holder) implements Attempt {}
    }

    /**
     * Tries once to take the lock.
     *
     * @param file the lock's file, by its real path; its folder must be there
     */
    public static Attempt tryTake(Path file) throws IOException {
        synchronized (HELD) {
            if (HELD.containsKey(file)) {
                return new Attempt.Held(HELD.get(file));
            }
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            boolean taken = false;
            try {
                taken = channel.tryLock() != null;
                if (!taken) {
                    return new Attempt.Held(read(channel));
                }
                HELD.put(file, write(channel));
                return new Attempt.Taken(new FileLease(file, channel));
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        }
    }

    /** Whether some process holds the lock now. */
    public static boolean isHeld(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return switch (tryTake(file)) {
            case Attempt.Held _ -> true;
            case Attempt.Taken(FileLease lease) -> {
                lease.close();
                yield false;
            }
        };
    }

    private static String write(FileChannel channel) throws IOException {
        String holder = "process " + ProcessHandle.current().pid() + " on " + host() + " since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        return holder;
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_HOLDER);
        channel.read(text, 0);
        String holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
        return holder.isEmpty() ? "another process" : EscapedText.of(holder);
    }

    /** The host's name, which in a container is the container's id; asks no name server. */
    private static String host() {
        try {
            return EscapedText.of(
                    Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        } catch (IOException e) {
            return "this host";
        }
    }

    /** Lets go of the lock. */
    @Override
    public void close() {
        synchronized (HELD) {
            HELD.remove(file);
            try {
                channel.close();
            } catch (IOException e) {
                // The kernel frees the lock with the process at the latest, and there is nothing to lose in the file.
            }
        }
    }
}
