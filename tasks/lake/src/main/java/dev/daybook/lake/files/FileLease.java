package dev.daybook.lake.files;

import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import dev.daybook.task.file.UnfitFileException;
import dev.daybook.task.file.WholeFile;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An operating system's lock on a small file that says who holds it. The kernel frees it when its process dies, however
 * it dies. It is a politeness, not the safety: publishing compares what it replaces as well.
 *
 * <p>The file stays when the lock is freed: deleting it would let two processes lock two files of one name.
 */
final class FileLease implements AutoCloseable {

    private static final int LONGEST_HOLDER = 200;

    /** What this class writes; empty or zeros when the machine died before. */
    private static final Pattern HOLDER = Pattern.compile("\\x00*|process( \\d.*)?", Pattern.DOTALL);

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
     * @throws UnfitFileException when a link or something else lies there, which is neither followed nor changed
     */
    public static Attempt tryTake(Path file) throws IOException {
        synchronized (HELD) {
            if (HELD.containsKey(file)) {
                return new Attempt.Held(HELD.get(file));
            }
            FileChannel channel = WholeFile.openOrMake(file);
            boolean taken = false;
            try {
                String holder = read(channel);
                requireOurs(file, holder);
                if (channel.tryLock() == null) {
                    return new Attempt.Held(holder.isEmpty() ? "another process" : EscapedText.of(holder));
                }
                HELD.put(file, write(channel));
                taken = true;
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
        if (PathKind.of(file, Links.REFUSED) != PathKind.FILE) {
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
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    }

    /** The lock's file is overwritten, so it must be one: what somebody linked or moved there is not. */
    private static void requireOurs(Path file, String text) throws IOException {
        if (!HOLDER.matcher(text).matches()) {
            throw new UnfitFileException(file, "expected a lock's file, found another one");
        }
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
