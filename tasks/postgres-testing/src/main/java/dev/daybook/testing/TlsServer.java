package dev.daybook.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A real PostgreSQL server that speaks TLS, one for the whole JVM, started at the first call. Its certificate is for
 * {@code localhost}. It trusts everyone, but for the user {@code certified}, who needs a certificate of that name.
 */
public final class TlsServer {

    private final EmbeddedPostgres server;
    private final Path folder;
    private final TestCertificates certificates;
    private final Path authority;

    private TlsServer() {
        try {
            folder = Files.createTempDirectory("daybook-tls");
            certificates = new TestCertificates(folder);
            authority = certificates.authority("authority");
            for (String name : List.of("server", "expired")) {
                boolean expired = name.equals("expired");
                certificates.issue(name, "localhost", "authority", expired ? "-20d" : "-1d", expired ? 10 : 30);
                certificates.key(name);
            }
            server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            execute("ALTER SYSTEM SET ssl = on", "ALTER SYSTEM SET ssl_ca_file = '" + authority + "'");
            present("server");
            execute(
                    "CREATE ROLE certified LOGIN",
                    "COPY (SELECT unnest(ARRAY['hostssl all certified all cert', 'host all all all trust']))"
                            + " TO PROGRAM 'cat > pg_hba.conf'",
                    "SELECT pg_reload_conf()");
        } catch (IOException e) {
            throw new IllegalStateException("the embedded PostgreSQL did not start with TLS", e);
        }
    }

    private static final class Shared {
        private static final TlsServer SERVER = new TlsServer();
    }

    /** The server. */
    public static TlsServer shared() {
        return Shared.SERVER;
    }

    private void execute(String... statements) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its port, at {@code localhost}. */
    public int port() {
        return server.getPort();
    }

    /** The certificate of the authority that issued the server's, as PEM. */
    public Path authority() {
        return authority;
    }

    /** Makes the certificate of an authority that has issued nothing here. */
    public Path anotherAuthority() {
        return certificates.authority("another");
    }

    /** Makes a certificate for the user {@code certified}, as PEM. */
    public Path clientCertificate() {
        return certificates.issue("client", "certified", "authority", "-1d", 30);
    }

    /** The key of {@link #clientCertificate}, as PEM. */
    public Path clientKey() {
        return certificates.key("client");
    }

    /** Both in a PKCS #12 store. */
    public Path clientStore(String password) {
        return certificates.store("client", password);
    }

    /** Runs something while the server shows a certificate that has expired. */
    public void whileExpired(Runnable work) {
        present("expired");
        try {
            work.run();
        } finally {
            present("server");
        }
    }

    private void present(String name) {
        execute(
                "ALTER SYSTEM SET ssl_cert_file = '" + folder.resolve(name + ".crt") + "'",
                "ALTER SYSTEM SET ssl_key_file = '" + folder.resolve(name + ".key") + "'",
                "SELECT pg_reload_conf()");
        // Each connection is asked by a process that was forked after the server had read the files.
        while (!shows(name)) {
            Thread.onSpinWait();
        }
    }

    private boolean shows(String name) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SHOW ssl_cert_file")) {
            row.next();
            return row.getString(1).endsWith(name + ".crt");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
