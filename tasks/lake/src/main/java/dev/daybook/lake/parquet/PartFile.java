package dev.daybook.lake.parquet;

import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.storage.StagedFile;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** The new file that a part is written to: counts and hashes its bytes as they go. */
final class PartFile implements OutputFile, AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final StagedFile file;
    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long position;

    PartFile(StagedFile file) {
        this.file = file;
    }

    /** The bytes written so far. */
    long position() {
        return position;
    }

    /** Writes what is left and returns the SHA-256 of all bytes, 64 hexadecimal digits. */
    String finish() {
        flush();
        return Sha256.of(digest);
    }

    @Override
    public void close() {
        file.close();
    }

    private void write(byte[] bytes, int start, int length) {
        position += length;
        if (length > buffer.remaining()) {
            flush();
        }
        if (length >= BUFFER) {
            digest.update(bytes, start, length);
            file.write(ByteBuffer.wrap(bytes, start, length));
        } else {
            buffer.put(bytes, start, length);
        }
    }

    private void flush() {
        digest.update(buffer.array(), 0, buffer.position());
        file.write(buffer.flip());
        buffer.clear();
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
        return file.location();
    }

    private final class Stream extends PositionOutputStream {
        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int value) {
            PartFile.this.write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) {
            PartFile.this.write(bytes, start, length);
        }

        @Override
        public void flush() {
            PartFile.this.flush();
        }
    }
}
