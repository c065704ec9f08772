package dev.daybook.lake.parquet.decode;

import dev.daybook.task.file.Links;
import dev.daybook.task.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The bytes of a file, read at any position. */
final class FileBytes implements AutoCloseable {

    private final FileChannel channel;
    private final long size;

    FileBytes(Path path) throws IOException {
        channel = WholeFile.open(path, Links.REFUSED);
        size = channel.size();
    }

    long size() {
        return size;
    }

    /**
     * Fills the start of an array; the file must have the bytes.
     *
     * @throws UncheckedIOException when they cannot be read, which says nothing about the file's content
     */
    void read(long position, byte[] target, int length) {
        if (position < 0 || position + length > size) {
            throw new CorruptFileException("expected " + length + " bytes at " + position + ", the file has " + size);
        }
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position()) < 0) {
                    throw new CorruptFileException("the file became shorter while it was read");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
