package dev.daybook.postgres.connect;

import dev.daybook.task.Secret;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import org.postgresql.ssl.BaseX509KeyManager;
import org.postgresql.util.PSQLException;

/**
 * The private key of a client's certificate. The driver reads PKCS #8 (RFC 5958), in DER form or in PEM form without
 * encryption, and PKCS #12 stores; it reads them while it connects, where a wrong one looks like a broken connection.
 *
 * @param file a regular file that can be read
 * @param passphrase what it is encrypted with
 */
record ClientKey(Path file, Optional<Secret> passphrase) {

    private static final int LONGEST = 1 << 20;
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(?<body>[^-]*)-----END PRIVATE KEY-----");
    private static final String STORE_IT =
            "; put key and certificate into a store with openssl pkcs12 -export, named .p12, and its password into sslpassword";

    /** Whether a name is that of a PKCS #12 store, which holds the certificate too. */
    static boolean isStore(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".p12") || lower.endsWith(".pfx");
    }

    /** What is wrong with it, if something is; never shows a part of the key. */
    Optional<String> problem() {
        String shown = EscapedText.of(file.toString());
        try {
            BaseX509KeyManager.validateKeyFilePermissions(file);
        } catch (PSQLException e) {
            return Optional.of(shown + " can be read by others; chmod 600 it");
        }
        try {
            if (Files.size(file) > LONGEST) {
                return Optional.of(notAKey(shown));
            }
            return isStore(file.toString()) ? problemOfStore(shown) : problemOfKey(Files.readAllBytes(file), shown);
        } catch (IOException e) {
            return Optional.of(shown + " cannot be read");
        }
    }

    private static String notAKey(String shown) {
        return "expected a private key in PKCS #8 form, found none in " + shown
                + "; openssl pkcs8 -topk8 -nocrypt makes one of other forms";
    }

    private Optional<String> problemOfStore(String shown) {
        try {
            char[] password = passphrase.map(Secret::reveal).orElse("").toCharArray();
            KeyStore store = KeyStore.getInstance(file.toFile(), password);
            return store.size() > 0 ? Optional.empty() : Optional.of("no key is in " + shown);
        } catch (GeneralSecurityException | IOException e) {
            return Optional.of(shown + " is no PKCS #12 store, or sslpassword is not its password");
        }
    }

    private Optional<String> problemOfKey(byte[] bytes, String shown) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.contains("-----BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED")) {
            return Optional.of(shown + " has a passphrase, which the driver cannot use in PEM form" + STORE_IT);
        }
        if (algorithm(bytes).isPresent()) {
            return Optional.empty();
        }
        return canBeDecrypted(bytes)
                .map(can -> can && passphrase.isPresent() ? "" : shown + " has a passphrase" + STORE_IT)
                .or(() -> Optional.of(notAKey(shown)))
                .filter(problem -> !problem.isEmpty());
    }

    /** The algorithm of the key where it is not encrypted; the driver has to be told that of a key in PEM form. */
    Optional<String> algorithm() {
        try {
            return algorithm(Files.readAllBytes(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> algorithm(byte[] bytes) {
        Matcher pem = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        try {
            byte[] der = pem.find() ? Base64.getMimeDecoder().decode(pem.group("body")) : bytes;
            return ALGORITHMS.stream()
                    .filter(algorithm -> isKey(algorithm, der))
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isKey(String algorithm, byte[] bytes) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes)) != null;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Empty when it is no encrypted key at all; false for the algorithms of today (PBES2), which the driver does not know. */
    private static Optional<Boolean> canBeDecrypted(byte[] bytes) {
        try {
            String algorithm = new EncryptedPrivateKeyInfo(bytes).getAlgName();
            return Optional.of(SecretKeyFactory.getInstance(algorithm) != null);
        } catch (NoSuchAlgorithmException e) {
            return Optional.of(false);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
