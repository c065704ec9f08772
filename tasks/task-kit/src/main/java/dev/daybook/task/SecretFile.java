package dev.daybook.task;

import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.UnfitFileException;
import dev.daybook.task.file.WholeFile;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A file that holds one secret, as container engines mount them: often behind links. As long as no file has been found
 * under it, the variable's value is not shown: the secret itself may have been put there.
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
            byte[] bytes = WholeFile.read(path, Links.FOLLOWED, LONGEST);
            String tooWide = tooWide();
            if (tooWide.isEmpty()) {
                return content(bytes, problems);
            }
            problems.add(place() + " is open to others (" + tooWide + "), expected at most r--r-----: chmod 0440 it");
        } catch (NoSuchFileException e) {
            problems.add(notFound(variable));
        } catch (CharacterCodingException e) {
            problems.add(place() + " is not UTF-8 text");
        } catch (UnfitFileException e) {
            problems.add(place() + ": " + FileReason.of(e));
        } catch (IOException e) {
            problems.add(variable + ": the file that it names cannot be read: " + FileReason.of(e));
        }
        return new Secret("");
    }

    /** That the variable leads nowhere. */
    static String notFound(String variable) {
        return variable + ": expected the path of a file, found none there; the value is not shown, as it may be the"
                + " secret itself";
    }

    private Secret content(byte[] bytes, List<String> problems) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        String secret = text.replaceFirst("\r?\n\\z", "");
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
