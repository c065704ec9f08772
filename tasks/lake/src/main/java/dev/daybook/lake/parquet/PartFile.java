package dev.daybook.lake.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * The new file that a part is written to: counts and hashes its bytes as they go.
 */
final class PartFile implements OutputFile, AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final MessageDigest digest = sha256Digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long position;

    PartFile(Path path) throws IOException {
        this.path = path;
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The bytes written so far. */
    long position() {
        return position;
    }

    /** Closes the file and returns the SHA-256 of all its bytes, 64 hexadecimal digits. */
    String finish() throws IOException {
        flush();
        channel.close();
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void write(byte[] bytes, int start, int length) throws IOException {
        position += length;
        if (length > buffer.remaining()) {
            flush();
        }
        if (length >= BUFFER) {
            digest.update(bytes, start, length);
            writeFully(ByteBuffer.wrap(bytes, start, length));
        } else {
            buffer.put(bytes, start, length);
        }
    }

    private void flush() throws IOException {
        digest.update(buffer.array(), 0, buffer.position());
        writeFully(buffer.flip());
        buffer.clear();
    }

    private void writeFully(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new Stream();
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return new Stream();
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return path.toString();
    }

    private final class Stream extends PositionOutputStream {
        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int value) throws IOException {
            PartFile.this.write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            PartFile.this.write(bytes, start, length);
        }

        @Override
        public void flush() throws IOException {
            PartFile.this.flush();
        }
    }
}
