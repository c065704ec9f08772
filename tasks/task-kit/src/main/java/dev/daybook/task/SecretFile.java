package dev.daybook.task;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A file that holds one secret, as container engines mount them.
 *
 * @param variable the variable that named the file
 * @param path where it is
 */
record SecretFile(String variable, Path path) {

    private static final int LONGEST = 64 * 1024;

    private static final Set<PosixFilePermission> TOO_WIDE = EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    /** The secret without the newline at its end; a stand-in after a problem. */
    Secret read(List<String> problems) {
        try {
            String tooWide = tooWide();
            if (!tooWide.isEmpty()) {
                problems.add(
                        place() + " is open to others (" + tooWide + "), expected at most r--r-----: chmod 0440 it");
                return new Secret("");
            }
            return content(problems);
        } catch (NoSuchFileException e) {
            problems.add(place() + " does not exist");
        } catch (FileSystemException e) {
            problems.add(place() + " cannot be read: "
                    + (e.getReason() == null ? "permission denied" : EscapedText.of(e.getReason())));
        } catch (CharacterCodingException e) {
            problems.add(place() + " is not UTF-8 text");
        } catch (IOException e) {
            problems.add(place() + " cannot be read: " + EscapedText.of(String.valueOf(e.getMessage())));
        }
        return new Secret("");
    }

    private Secret content(List<String> problems) throws IOException {
        if (Files.isDirectory(path)) {
            problems.add(place() + " is a folder, expected a file with the secret");
            return new Secret("");
        }
        if (Files.size(path) > LONGEST) {
            problems.add(place() + " has " + Files.size(path) + " bytes, expected a secret of at most " + LONGEST);
            return new Secret("");
        }
        String secret = Files.readString(path).replaceFirst("\r?\n\\z", "");
        if (secret.isEmpty()) {
            problems.add(place() + " is empty");
        }
        return new Secret(secret);
    }

    private String tooWide() throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return "";
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.stream().anyMatch(TOO_WIDE::contains) ? PosixFilePermissions.toString(permissions) : "";
    }

    private String place() {
        return variable + ": file '" + EscapedText.of(path.toString()) + "'";
    }
}
