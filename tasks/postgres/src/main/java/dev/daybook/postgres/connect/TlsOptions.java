package dev.daybook.postgres.connect;

import dev.daybook.task.Secret;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * The options of an address that say how the connection is encrypted, with libpq's meaning (PostgreSQL's manual, "SSL
 * Support"). What is wrong with the files that they name is found before anything is connected to.
 */
final class TlsOptions {

    private static final String ROOT = "sslrootcert";
    private static final String CERTIFICATE = "sslcert";
    private static final String KEY = "sslkey";
    private static final String MODE = "sslmode";
    private static final String VERIFY_FULL = "verify-full";
    private static final String SYSTEM = "system";

    private final Map<String, String> options;
    private final Optional<Secret> passphrase;
    private final Consumer<String> problems;

    private TlsOptions(Map<String, String> options, Optional<Secret> passphrase, Consumer<String> problems) {
        this.options = options;
        this.passphrase = passphrase;
        this.problems = problems;
    }

    /**
     * Checks the options, and changes them to what makes the driver do what libpq does.
     *
     * @param options under the driver's names; changed here
     * @param passphrase of the client's key
     * @param problems gets everything that is wrong
     */
    static void settle(Map<String, String> options, Optional<Secret> passphrase, Consumer<String> problems) {
        new TlsOptions(options, passphrase, problems).settle();
    }

    private void settle() {
        if (SYSTEM.equals(options.get(ROOT))) {
            settleSystem();
        }
        String mode = mode();
        if (mode.equals("disable")) {
            return;
        }
        if (options.get("sslNegotiation") != null
                && options.get("sslNegotiation").equals("direct")
                && !verifies(mode)
                && !mode.equals("require")) {
            problems.accept("sslnegotiation=direct needs sslmode=require, verify-ca or verify-full");
        }
        if (mode.equals("require") && options.containsKey(ROOT)) {
            options.put(MODE, "verify-ca");
        }
        checkRoot(mode);
        if (options.containsKey(KEY) || options.containsKey(CERTIFICATE)) {
            checkClient();
        }
    }

    private String mode() {
        String unsaid = "true".equals(options.get("ssl")) ? VERIFY_FULL : "prefer";
        return options.getOrDefault(MODE, unsaid);
    }

    private static boolean verifies(String mode) {
        return mode.startsWith("verify-");
    }

    /** The authorities that Java brings; only with verify-full, as anyone can have a certificate of theirs. */
    private void settleSystem() {
        if (!options.getOrDefault(MODE, VERIFY_FULL).equals(VERIFY_FULL)) {
            problems.accept("sslrootcert=system needs sslmode=verify-full, as anyone can have a certificate of a public"
                    + " authority");
        }
        if (options.containsKey(KEY) || options.containsKey(CERTIFICATE)) {
            problems.accept(
                    "sslrootcert=system goes without sslcert and sslkey; name a file of the public authorities, such"
                            + " as /etc/ssl/certs/ca-certificates.crt");
        }
        options.remove(ROOT);
        options.put(MODE, VERIFY_FULL);
        options.put("sslfactory", DefaultJavaSSLFactory.class.getName());
    }

    private void checkRoot(String mode) {
        if (options.containsKey("sslfactory")) {
            return;
        }
        if (options.containsKey(ROOT)) {
            checkCertificates(ROOT, options.get(ROOT));
        } else if (verifies(mode)) {
            Path usual = Path.of(System.getProperty("user.home"), ".postgresql", "root.crt");
            if (Files.isReadable(usual)) {
                checkCertificates(ROOT, usual.toString());
            } else {
                problems.accept(
                        "sslmode=" + mode + " needs sslrootcert: a file with the authority's certificate, or system for"
                                + " the public authorities; found neither it nor " + EscapedText.of(usual.toString()));
            }
        }
    }

    private void checkClient() {
        if (!options.containsKey(KEY)) {
            problems.accept("sslcert needs sslkey: the file of its private key");
            return;
        }
        Optional<Path> key = file(KEY, options.get(KEY));
        if (key.isPresent()) {
            ClientKey client = new ClientKey(key.get(), passphrase);
            Optional<String> problem = client.problem();
            problem.ifPresent(text -> problems.accept(KEY + ": " + text));
            if (problem.isEmpty()) {
                client.algorithm().ifPresent(algorithm -> options.put("pemKeyAlgorithm", algorithm));
            }
        }
        if (options.containsKey(CERTIFICATE)) {
            checkCertificates(CERTIFICATE, options.get(CERTIFICATE));
        } else if (!ClientKey.isStore(options.get(KEY))) {
            problems.accept("sslkey needs sslcert: the file of its certificate");
        }
    }

    private void checkCertificates(String option, String name) {
        Optional<Path> file = file(option, name);
        if (file.isEmpty()) {
            return;
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                noCertificate(option, name);
            }
        } catch (GeneralSecurityException e) {
            noCertificate(option, name);
        } catch (IOException e) {
            problems.accept(option + ": " + EscapedText.of(name) + " cannot be read");
        }
    }

    private void noCertificate(String option, String name) {
        problems.accept(option + ": expected certificates in PEM form, found none in " + EscapedText.of(name));
    }

    private Optional<Path> file(String option, String name) {
        try {
            Path file = Path.of(name);
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return Optional.of(file);
            }
            String found = Files.isRegularFile(file)
                    ? "one that may not be read"
                    : Files.exists(file) ? "something else" : "nothing";
            problems.accept(option + ": expected a file, found " + found + " at " + EscapedText.of(name));
        } catch (InvalidPathException e) {
            problems.accept(option + ": expected a file, found '" + EscapedText.of(name) + "'");
        }
        return Optional.empty();
    }
}
