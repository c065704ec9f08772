package dev.daybook.demo;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The passwords of the demo's roles, made once and kept in a file that only its owner can read, in the form of psql's
 * password file (<a href="https://www.postgresql.org/docs/17/libpq-pgpass.html">The Password File</a>).
 */
final class Passwords {

    private final Map<String, String> byRole = new LinkedHashMap<>();

    /**
     * Reads the passwords; makes those that are missing.
     *
     * @param file where they are kept
     */
    Passwords(Path file, List<String> roles) {
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    String[] parts = line.split(":");
                    byRole.put(parts[3], parts[4]);
                }
            }
            for (String role : roles) {
                byRole.computeIfAbsent(role, _ -> create());
            }
            write(file);
        } catch (IOException e) {
            throw new StepFailure.CannotCreate(
                    "cannot keep the demo's passwords in " + file + ": " + FileReason.of(e), e);
        }
    }

    /** The password of a role. */
    String of(String role) {
        return Optional.ofNullable(byRole.get(role))
                .orElseThrow(() -> new IllegalArgumentException("no password was made for role " + role));
    }

    private void write(Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        byRole.forEach((role, password) -> lines.append("127.0.0.1:*:*:")
                .append(role)
                .append(':')
                .append(password)
                .append('\n'));
        if (Files.exists(file) && Files.readString(file).contentEquals(lines)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, lines);
    }

    private static String create() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
