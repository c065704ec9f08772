package dev.daybook.sourcefiles.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys on disk, cut into 256 parts by their hash, so that each part can be looked through alone: 24 bytes a key in one
 * file that has no name any more once it is open, so nothing is left behind however the process ends.
 */
final class KeyPartitions implements AutoCloseable {

    private static final int PARTITIONS = 256;
    private static final int ENTRY_BYTES = 3 * Long.BYTES;
    private static final int CHUNK_ENTRIES = 1024;

    private final FileChannel file;
    private final ByteBuffer[] chunks = new ByteBuffer[PARTITIONS];
    private final List<List<Long>> chunkOffsets = new ArrayList<>();
    private long fileEnd;

    /** @param directory where the file is made */
    KeyPartitions(Path directory) throws IOException {
        Path path = Files.createTempFile(directory, ".keys", ".tmp");
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(path);
        for (int i = 0; i < PARTITIONS; i++) {
            chunks[i] = ByteBuffer.allocate(CHUNK_ENTRIES * ENTRY_BYTES);
            chunkOffsets.add(new ArrayList<>());
        }
    }

    void add(long high, long low, long line) throws IOException {
        // The table within a partition takes the low bits of the other half.
        int partition = (int) (high >>> 56);
        ByteBuffer chunk = chunks[partition];
        chunk.putLong(high).putLong(low).putLong(line);
        if (!chunk.hasRemaining()) {
            write(partition);
        }
    }

    private void write(int partition) throws IOException {
        ByteBuffer chunk = chunks[partition].flip();
        chunkOffsets.get(partition).add(fileEnd);
        while (chunk.hasRemaining()) {
            fileEnd += file.write(chunk, fileEnd);
        }
        chunk.clear();
    }

    /** The two lines of the first row whose key an earlier row has; empty arrays when there is none. */
    long[] firstDuplicate() throws IOException {
        long[] first = new long[0];
        for (int partition = 0; partition < PARTITIONS; partition++) {
            long[] found = firstDuplicate(partition);
            if (found.length > 0 && (first.length == 0 || found[1] < first[1])) {
                first = found;
            }
        }
        return first;
    }

    private long[] firstDuplicate(int partition) throws IOException {
        List<Long> offsets = chunkOffsets.get(partition);
        ByteBuffer last = chunks[partition].flip();
        KeyTable table = new KeyTable(Math.addExact(offsets.size() * CHUNK_ENTRIES, last.limit() / ENTRY_BYTES));
        long[] first = new long[0];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_ENTRIES * ENTRY_BYTES);
        for (long offset : offsets) {
            chunk.clear();
            while (chunk.hasRemaining() && file.read(chunk, offset + chunk.position()) > 0) {
                // reads on until the chunk is whole
            }
            first = earlier(first, firstDuplicate(table, chunk.flip().asLongBuffer()));
        }
        return earlier(first, firstDuplicate(table, last.asLongBuffer()));
    }

    /** Keys come in the order of their lines, but for those that were in memory before. */
    private static long[] firstDuplicate(KeyTable table, LongBuffer entries) {
        long[] first = new long[0];
        while (entries.hasRemaining()) {
            long high = entries.get();
            long low = entries.get();
            long line = entries.get();
            long other = table.add(high, low, line);
            if (other != 0) {
                first = earlier(first, new long[] {Math.min(other, line), Math.max(other, line)});
            }
        }
        return first;
    }

    private static long[] earlier(long[] one, long[] other) {
        if (one.length == 0 || other.length == 0) {
            return one.length == 0 ? other : one;
        }
        return other[1] < one[1] ? other : one;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
