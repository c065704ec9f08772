package dev.daybook.lake.manifest;

import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.storage.StoredFolder;
import dev.daybook.task.file.UnfitFileException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code _signature.json} beside a manifest: one line, written and read in exactly this form.
 *
 * @param keyId the name of the key, 8 hexadecimal digits
 * @param code the HMAC of the manifest's bytes, 64 hexadecimal digits
 */
public record ManifestSignature(String keyId, String code) {

    private static final int LONGEST = 1_000;

    private static final Pattern FORM = Pattern.compile("\\{\"algorithm\":\"" + SigningKeys.ALGORITHM
            + "\",\"key_id\":\"([0-9a-f]{8})\",\"signature\":\"([0-9a-f]{64})\"\\}\n");

    /** The file's bytes. */
    public byte[] write() {
        return ("{\"algorithm\":\"" + SigningKeys.ALGORITHM + "\",\"key_id\":\"" + keyId + "\",\"signature\":\"" + code
                        + "\"}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The signature in a folder; empty when there is none, or none of this form: then it proves nothing. */
    public static Optional<ManifestSignature> in(StoredFolder folder) {
        try {
            return folder.read(LakePaths.SIGNATURE, LONGEST)
                    .map(bytes -> FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1)))
                    .filter(Matcher::matches)
                    .map(form -> new ManifestSignature(form.group(1), form.group(2)));
        } catch (UnfitFileException e) {
            return Optional.empty();
        }
    }
}
