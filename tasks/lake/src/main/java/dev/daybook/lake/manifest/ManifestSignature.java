package dev.daybook.lake.manifest;

import dev.daybook.lake.files.FileFailure;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.PathKind;
import dev.daybook.task.file.UnfitFileException;
import dev.daybook.task.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code _signature.json} beside a manifest: one line, written and read in exactly this form.
 *
 * @param keyId the name of the key, 8 hexadecimal digits
 * @param code the HMAC of the manifest's bytes, 64 hexadecimal digits
 */
record ManifestSignature(String keyId, String code) {

    private static final int LONGEST = 1_000;

    private static final Pattern FORM = Pattern.compile("\\{\"algorithm\":\"" + SigningKeys.ALGORITHM
            + "\",\"key_id\":\"([0-9a-f]{8})\",\"signature\":\"([0-9a-f]{64})\"\\}\n");

    /** The file's bytes. */
    byte[] write() {
        return ("{\"algorithm\":\"" + SigningKeys.ALGORITHM + "\",\"key_id\":\"" + keyId + "\",\"signature\":\"" + code
                        + "\"}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The signature in a directory; empty when there is none, or none of this form: then it proves nothing. */
    static Optional<ManifestSignature> in(Path directory) {
        Path path = directory.resolve(LakePaths.SIGNATURE);
        try {
            if (!PathKind.isPresent(path)) {
                return Optional.empty();
            }
            byte[] bytes = WholeFile.read(path, Links.REFUSED, LONGEST);
            Matcher form = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            return form.matches() ? Optional.of(new ManifestSignature(form.group(1), form.group(2))) : Optional.empty();
        } catch (NoSuchFileException | UnfitFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileFailure.reading(path, e);
        }
    }
}
