package dev.daybook.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes keys and certificates with the JDK's {@code keytool}, in a folder. */
final class TestCertificates {

    private static final String PASSWORD = "changeit";

    private final Path folder;

    TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** Makes an authority; its certificate is {@code <name>.crt}. */
    Path authority(String name) {
        keytool(
                "-genkeypair",
                "-ext",
                "bc:c",
                "-validity",
                "30",
                "-dname",
                "CN=" + name,
                "-keystore",
                store(name),
                "-alias",
                name);
        try {
            return pem(
                    name + ".crt",
                    "CERTIFICATE",
                    open(name).getCertificate(name).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes a key and its certificate {@code <name>.crt}.
     *
     * @param subject the certificate's common name, and the host it is for
     * @param from when it begins to hold, as keytool has it: {@code -20d}
     * @param days how long it holds
     */
    Path issue(String name, String subject, String authority, String from, int days) {
        keytool("-genkeypair", "-dname", "CN=" + subject, "-keystore", store(name), "-alias", name);
        String request = folder.resolve(name + ".csr").toString();
        keytool("-certreq", "-keystore", store(name), "-file", request, "-alias", name);
        Path certificate = folder.resolve(name + ".crt");
        keytool(
                "-gencert",
                "-keystore",
                store(authority),
                "-alias",
                authority,
                "-infile",
                request,
                "-outfile",
                certificate.toString(),
                "-rfc",
                "-ext",
                "san=dns:" + subject,
                "-startdate",
                from,
                "-validity",
                Integer.toString(days));
        return certificate;
    }

    /** The key of a certificate, in PKCS #8 form as PEM, readable by its owner only. */
    Path key(String name) {
        return pem(name + ".key", "PRIVATE KEY", privateKey(name).getEncoded());
    }

    /** Key and certificate in a PKCS #12 store. */
    Path store(String name, String password) {
        Path file = folder.resolve(name + "-store.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(Files.newInputStream(folder.resolve(name + ".crt")));
            store.setKeyEntry("user", privateKey(name), password.toCharArray(), new Certificate[] {certificate});
            store.store(out, password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return ownersOnly(file);
    }

    private Key privateKey(String name) {
        try {
            return open(name).getKey(name, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore open(String name) {
        try {
            return KeyStore.getInstance(Path.of(store(name)).toFile(), PASSWORD.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String store(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    private Path pem(String file, String kind, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            return ownersOnly(Files.writeString(
                    folder.resolve(file), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path ownersOnly(Path file) {
        try {
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keytool(String command, String... options) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), command));
        line.addAll(List.of(options));
        line.addAll(List.of("-storepass", PASSWORD));
        if (command.equals("-genkeypair")) {
            line.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
