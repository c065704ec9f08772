package dev.daybook.lake.files;

import dev.daybook.task.file.Links;
import dev.daybook.task.file.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as 64 lower-case hexadecimal digits. */
public final class Sha256 {

    private static final int BLOCK = 1 << 16;

    private Sha256() {}

    /** Of some bytes. */
    public static String of(byte[] bytes) {
        return of(bytes, bytes.length);
    }

    /** Of the first {@code length} bytes. */
    public static String of(byte[] bytes, int length) {
        MessageDigest digest = digest();
        digest.update(bytes, 0, length);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a file; a symbolic link is not followed. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Channels.newInputStream(WholeFile.open(file, Links.REFUSED))) {
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
