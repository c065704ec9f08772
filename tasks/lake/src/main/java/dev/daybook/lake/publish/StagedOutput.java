package dev.daybook.lake.publish;

import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.storage.StagedFile;
import dev.daybook.lake.storage.StagedFolder;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/** A file that a step writes under a name of its own. Closing seals it. It does not buffer. */
final class StagedOutput extends OutputStream {

    private final StagedFile file;
    private final String name;
    private final MessageDigest digest = Sha256.digest();
    private long bytes;
    private boolean closed;
    private Optional<String> sha256 = Optional.empty();

    StagedOutput(StagedFolder folder, String name) {
        this.file = folder.create(name);
        this.name = name;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] block, int start, int length) {
        file.write(ByteBuffer.wrap(block, start, length));
        digest.update(block, start, length);
        bytes += length;
    }

    /** The bytes so far. */
    long bytes() {
        return bytes;
    }

    /**
     * The SHA-256 of all bytes, 64 hexadecimal digits.
     *
     * @throws IllegalStateException when it is not sealed: it was not closed, or closing failed
     */
    String sha256() {
        return sha256.orElseThrow(() -> new IllegalStateException("the file is not sealed: " + file.location()));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            file.seal(name);
            sha256 = Optional.of(Sha256.of(digest));
        }
    }
}
