package dev.daybook.sourcefiles.key;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the keys of all rows, as 128-bit hashes, and finds two that are the same: the first in memory, then, beyond
 * 262,144 keys, on disk. Memory: 13 MB, then 6 MB and 1/128 of what the file takes, which is 24 bytes a row. A key is
 * found the moment it comes again while all are in memory, otherwise at the end.
 *
 * <p>Two different keys have the same hash once in 10^24 files of ten million rows.
 */
public final class KeyIndex implements AutoCloseable {

    /**
     * Two rows with the same key.
     *
     * @param firstLine the line of the earlier one
     * @param secondLine the line of the other
     */
    public record Duplicate(long firstLine, long secondLine) {}

    static final int MEMORY_ENTRIES = 1 << 18;

    private final Path directory;
    private final int memoryEntries;
    private KeyTable table;
    private @Nullable KeyPartitions partitions;

    /** @param directory where keys go that memory does not hold */
    public KeyIndex(Path directory) {
        this(directory, MEMORY_ENTRIES);
    }

    /**
     * @param directory where keys go that memory does not hold
     * @param memoryEntries how many keys memory holds, at 48 bytes each
     */
    public KeyIndex(Path directory, int memoryEntries) {
        this.directory = directory;
        this.memoryEntries = memoryEntries;
        this.table = new KeyTable(memoryEntries);
    }

    /**
     * Adds the key of a row.
     *
     * @return the earlier row with this key, if it is known already
     * @throws IOException when the disk is full
     */
    public Optional<Duplicate> add(long high, long low, long line) throws IOException {
        if (partitions != null) {
            partitions.add(high, low, line);
            return Optional.empty();
        }
        long earlier = table.add(high, low, line);
        if (earlier != 0) {
            return Optional.of(new Duplicate(earlier, line));
        }
        if (table.size() == memoryEntries) {
            spill();
        }
        return Optional.empty();
    }

    private void spill() throws IOException {
        KeyPartitions spilled = new KeyPartitions(directory);
        partitions = spilled;
        IOException[] failure = new IOException[1];
        table.forEach((high, low, line) -> {
            try {
                spilled.add(high, low, line);
            } catch (IOException e) {
                failure[0] = e;
            }
        });
        table = new KeyTable(1); // Gives its memory back.
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    /** The first row whose key an earlier row has, once all rows are added. */
    public Optional<Duplicate> finish() throws IOException {
        if (partitions == null) {
            return Optional.empty();
        }
        long[] lines = partitions.firstDuplicate();
        return lines.length == 0 ? Optional.empty() : Optional.of(new Duplicate(lines[0], lines[1]));
    }

    @Override
    public void close() throws IOException {
        if (partitions != null) {
            partitions.close();
        }
    }
}
