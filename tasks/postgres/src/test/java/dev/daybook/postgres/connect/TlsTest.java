package dev.daybook.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.daybook.task.Environment;
import dev.daybook.task.StepFailure;
import dev.daybook.testing.TlsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String UNTRUSTED = "its certificate is of no authority that is trusted";

    private final TlsServer server = TlsServer.shared();

    @TempDir
    private Path folder;

    @Test
    void aServerThatIsKnownIsConnectedTo() throws SQLException {
        assertEncrypted("localhost", "sslmode=require");
        assertEncrypted("localhost", "sslmode=verify-full&sslrootcert=" + server.authority());
        assertEncrypted("localhost", "ssl=true&sslrootcert=" + server.authority());
        assertEncrypted("localhost", "sslmode=require&sslnegotiation=direct");
        // The name is not checked, the authority is.
        assertEncrypted("127.0.0.1", "sslmode=verify-ca&sslrootcert=" + server.authority());
        assertEncrypted("127.0.0.1", "sslmode=require&sslrootcert=" + server.authority());
    }

    @Test
    void aServerThatIsNotTheOneMeantIsConfigurationWithoutTryingAgain() {
        assertThatNoAgreement(
                "127.0.0.1",
                "sslmode=verify-full&sslrootcert=" + server.authority(),
                "its certificate is for another host");
        assertThatNoAgreement("localhost", "sslmode=verify-full&sslrootcert=system", UNTRUSTED);
        assertThatNoAgreement("localhost", "sslrootcert=system", UNTRUSTED);
        Path another = server.anotherAuthority();
        assertThatNoAgreement("localhost", "sslmode=verify-ca&sslrootcert=" + another, UNTRUSTED);
        assertThatNoAgreement("localhost", "sslmode=require&sslrootcert=" + another, UNTRUSTED);
        server.whileExpired(() -> assertThatNoAgreement(
                "localhost", "sslmode=verify-ca&sslrootcert=" + server.authority(), "its certificate has expired"));
    }

    @Test
    void filesThatCannotBeUsedAreFoundBeforeConnecting() throws IOException {
        Path garbage = Files.writeString(folder.resolve("garbage"), "garbage");
        Path nothing = folder.resolve("nothing");
        Path unreadable = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertRefused(
                "sslmode=verify-full&sslrootcert=" + nothing,
                "sslrootcert: expected a file, found nothing at " + nothing);
        assertRefused(
                "sslmode=verify-ca&sslrootcert=" + unreadable,
                "sslrootcert: expected a file, found nothing at " + unreadable);
        assertRefused(
                "sslmode=require&sslrootcert=" + folder,
                "sslrootcert: expected a file, found something else at " + folder);
        assertRefused(
                "sslmode=verify-full&sslrootcert=" + garbage,
                "sslrootcert: expected certificates in PEM form, found none in " + garbage);
        assertRefused(
                "sslmode=require&sslrootcert=system",
                "sslrootcert=system needs sslmode=verify-full, as anyone can have a certificate of a public authority");
        assertRefused("sslnegotiation=direct", "sslnegotiation=direct needs sslmode=require, verify-ca or verify-full");
    }

    @Test
    void verificationNeedsAnAuthority() {
        Path usual = Path.of(System.getProperty("user.home"), ".postgresql", "root.crt");
        assumeFalse(Files.exists(usual), "this account has " + usual);

        assertRefused(
                "sslmode=verify-full",
                "sslmode=verify-full needs sslrootcert: a file with the authority's certificate, or system for the public"
                        + " authorities; found neither it nor " + usual);
    }

    @Test
    void aClientIsKnownByItsCertificate() throws SQLException, IOException {
        Path certificate = server.clientCertificate();
        Path key = server.clientKey();
        String both = "user=certified&sslmode=require&sslcert=" + certificate + "&sslkey=";
        assertEncrypted("localhost", both + key);
        Path store = server.clientStore("s3cret-canary");
        assertEncrypted("localhost", "user=certified&sslmode=require&sslpassword=s3cret-canary&sslkey=" + store);
        assertThatThrownBy(() -> connect("localhost", "user=certified&sslmode=require"))
                .isInstanceOf(StepFailure.Denied.class)
                .hasMessage("user certified refused on localhost:" + server.port()
                        + "/postgres: connection requires a valid client certificate");

        assertRefused(
                "sslmode=require&sslpassword=s3cret&sslkey=" + store,
                "sslkey: " + store + " is no PKCS #12 store, or sslpassword is not its password");
        assertRefused("sslmode=require&sslcert=" + certificate, "sslcert needs sslkey: the file of its private key");
        assertRefused("sslmode=require&sslkey=" + key, "sslkey needs sslcert: the file of its certificate");
        Path nothing = folder.resolve("nothing");
        assertRefused(both + nothing, "sslkey: expected a file, found nothing at " + nothing);
        assertRefused(
                "sslmode=require&sslcert=" + nothing + "&sslkey=" + key,
                "sslcert: expected a file, found nothing at " + nothing);
        assertRefused(
                both + owners("garbage", "garbage"),
                "sslkey: expected a private key in PKCS #8 form, found none in " + folder.resolve("garbage")
                        + "; openssl pkcs8 -topk8 -nocrypt makes one of other forms");
        assertRefused(
                both + owners("encrypted", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII=\n"),
                "sslkey: " + folder.resolve("encrypted") + " has a passphrase, which the driver cannot use in PEM form;"
                        + " put key and certificate into a store with openssl pkcs12 -export, named .p12, and its password"
                        + " into sslpassword");
        Path open = owners("open", Files.readString(key));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused(both + open, "sslkey: " + open + " can be read by others; chmod 600 it");
    }

    private Path owners(String name, String content) throws IOException {
        return Files.setPosixFilePermissions(
                Files.writeString(folder.resolve(name), content), PosixFilePermissions.fromString("rw-------"));
    }

    private void assertEncrypted(String host, String options) throws SQLException {
        try (Connection connection = connect(host, options);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            assertThat(row.getBoolean(1)).isTrue();
        }
    }

    private void assertThatNoAgreement(String host, String options, String reason) {
        assertThatThrownBy(() -> connect(host, options))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("cannot agree with " + host + ":" + server.port() + "/postgres: " + reason
                        + "; check sslmode, sslrootcert and the other options in SOURCE_DB_URL");
    }

    private void assertRefused(String options, String problem) {
        assertThatThrownBy(() -> settings("localhost", options))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("SOURCE_DB_URL: " + problem);
    }

    private Connection connect(String host, String options) {
        return settings(host, options).connect("daybook test");
    }

    private ConnectionSettings settings(String host, String options) {
        String user = options.startsWith("user=") ? "" : "user=postgres&";
        return ConnectionSettings.from(
                new Environment(Map.of(
                        "SOURCE_DB_URL",
                        "postgresql://" + host + ":" + server.port() + "/postgres?" + user + options,
                        "SOURCE_DB_PASSWORD",
                        "x")),
                "SOURCE_DB");
    }
}
