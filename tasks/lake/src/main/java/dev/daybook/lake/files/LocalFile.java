package dev.daybook.lake.files;

import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.storage.StoredFile;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.WholeFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A file of the file system, read at any position. */
public final class LocalFile implements StoredFile {

    private static final int BLOCK = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final long size;

    /**
     * Opens it; follows no link.
     *
     * @throws IOException as {@link WholeFile#open}
     */
    public LocalFile(Path path) throws IOException {
        this.path = path;
        channel = WholeFile.open(path, Links.REFUSED);
        size = channel.size();
    }

    @Override
    public String location() {
        return FileFailure.shown(path);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public String sha256() {
        MessageDigest digest = Sha256.digest();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        try {
            for (long position = 0; channel.read(block, position) >= 0; block.clear()) {
                digest.update(block.flip());
                position += block.limit();
            }
        } catch (IOException e) {
            throw FileFailure.reading(path, e);
        }
        return Sha256.of(digest);
    }

    @Override
    public void read(long position, byte[] target, int length) throws EOFException {
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position()) < 0) {
                    throw new EOFException();
                }
            }
        } catch (EOFException e) {
            throw e;
        } catch (IOException e) {
            throw FileFailure.reading(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileFailure.reading(path, e);
        }
    }
}
