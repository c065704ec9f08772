package dev.daybook.lake.manifest;

import dev.daybook.lake.model.Sha256;
import dev.daybook.task.Environment;
import dev.daybook.task.EnvironmentReader;
import dev.daybook.task.Secret;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys with which manifests are signed: HMAC-SHA-256 (RFC 2104). The first signs, all are accepted, so that a key can
 * be replaced while what the one before signed is still read.
 *
 * <p>They come from the file that {@code LAKE_KEY_FILE} names (or from {@code LAKE_KEY} itself): one key a line, one line
 * or two, each at least 32 random bytes in hexadecimal digits or Base64, as {@code openssl rand -hex 32} prints them.
 */
public final class SigningKeys {

    /** The variable that holds the keys; {@code LAKE_KEY_FILE} names a file that does. */
    public static final String VARIABLE = "LAKE_KEY";

    /** No keys: nothing is signed, and no signature is accepted. */
    public static final SigningKeys NONE = new SigningKeys(List.of());

    static final String ALGORITHM = "HMAC-SHA-256";

    private static final int LEAST_BYTES = 32;
    private static final int MOST_KEYS = 2;
    private static final int ID_DIGITS = 8;
    private static final Pattern HEXADECIMAL = Pattern.compile("(?:[0-9A-Fa-f]{2})+");

    /** A key and its name. */
    private record Key(String id, byte[] bytes) {
        static Key of(byte[] bytes) {
            return new Key(Sha256.of(bytes).substring(0, ID_DIGITS), bytes);
        }
    }

    private final List<Key> keys;

    private SigningKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads them.
     *
     * @throws dev.daybook.task.StepFailure.Configuration when a key is too short or none; names variable and line, never
     *     what stands there
     */
    public static SigningKeys of(Environment environment) {
        return environment.read(reader -> reader.optionalSecret(VARIABLE)
                .map(secret -> of(secret, reader))
                .orElse(NONE));
    }

    private static SigningKeys of(Secret secret, EnvironmentReader reader) {
        List<String> lines = secret.reveal()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.size() > MOST_KEYS) {
            reader.problem(VARIABLE + ": expected at most " + MOST_KEYS + " keys, one a line, found " + lines.size());
        }
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Optional<byte[]> bytes = decode(lines.get(i)).filter(decoded -> decoded.length >= LEAST_BYTES);
            if (bytes.isEmpty()) {
                reader.problem(VARIABLE + ": line " + (i + 1) + ": expected a key of at least " + LEAST_BYTES
                        + " bytes in hexadecimal digits or Base64, found something else; make one with"
                        + " 'openssl rand -hex 32'");
            }
            bytes.map(Key::of).ifPresent(keys::add);
        }
        return new SigningKeys(keys);
    }

    private static Optional<byte[]> decode(String line) {
        try {
            return Optional.of(
                    HEXADECIMAL.matcher(line).matches()
                            ? HexFormat.of().parseHex(line)
                            : Base64.getDecoder().decode(line));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The name of the key that signs: the first 8 hexadecimal digits of its SHA-256. */
    public String firstId() {
        return keys.getFirst().id();
    }

    /** Signs a manifest's file with the first key. */
    public ManifestSignature sign(byte[] manifest) {
        Key first = keys.getFirst();
        return new ManifestSignature(first.id(), HexFormat.of().formatHex(code(first, manifest)));
    }

    /** The name of the key that made a signature of this very file; empty when none of these did. */
    Optional<String> signer(ManifestSignature signature, byte[] manifest) {
        byte[] found = HexFormat.of().parseHex(signature.code());
        return keys.stream()
                .filter(key -> key.id().equals(signature.keyId()))
                .filter(key -> MessageDigest.isEqual(code(key, manifest), found))
                .map(Key::id)
                .findFirst();
    }

    private static byte[] code(Key key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256, and any bytes are its key", e);
        }
    }

    /** Never a key. */
    @Override
    public String toString() {
        return keys.size() + " keys";
    }
}
