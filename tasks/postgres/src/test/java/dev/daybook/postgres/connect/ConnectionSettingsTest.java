package dev.daybook.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.postgres.catalog.CatalogFixture;
import dev.daybook.task.Environment;
import dev.daybook.task.StepFailure;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {

    private static final String CANARY = "c4n4ry";

    private final TestDatabase database = PostgresServer.shared().createDatabase();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jdbc:postgresql://db:5433/shop                        | db:5433/shop           | me
                    jdbc:postgresql://db/shop?user=other                  | db:5432/shop           | other
                    jdbc:postgresql:shop                                  | localhost:5432/shop    | me
                    jdbc:postgresql:///shop                               | localhost:5432/shop    | me
                    postgresql://db/shop                                  | db:5432/shop           | me
                    postgres://other@db:1/shop?sslmode=require            | db:1/shop              | other
                    postgresql://b%40c:x@db/shop%2F%20two                 | db:5432/shop/ two      | b@c
                    postgresql://one:1,two,[::1]:3/shop                   | one:1,two:5432,[::1]:3/shop | me
                    postgresql://db:/shop                                 | db:5432/shop           | me
                    postgresql://db.:1/shop                               | db.:1/shop             | me
                    postgresql://my_db-1.example/shop                     | my_db-1.example:5432/shop | me
                    postgresql://[fe80::1%25eth0]:1/shop                  | [fe80::1%eth0]:1/shop  | me
                    postgresql://db/shop?target_session_attrs=read-write&connect_timeout=3 | db:5432/shop | me
                    """)
    void bothSpellingsAreRead(String url, String place, String user) {
        Map<String, String> variables = new HashMap<>(Map.of("SOURCE_DB_URL", url));
        if (user.equals("me")) {
            variables.put("SOURCE_DB_USER", user);
        }
        if (!url.contains(":x@")) {
            variables.put("SOURCE_DB_PASSWORD", CANARY);
        }

        ConnectionSettings settings = ConnectionSettings.from(new Environment(variables), "SOURCE_DB");

        assertThat(settings.place()).isEqualTo(place);
        assertThat(settings.toString()).isEqualTo(place);
        assertThat(settings.user()).isEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jdbc:mysql://db/shop           | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://db:c4n4ry/shop    | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://db:70000/shop     | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://db:0/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://db:00000/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://db:65536/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://db:99999999999/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://a..b/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://-db/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://.../shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://[1:2]/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://[::zz]/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://%2Ftmp/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://a%20b/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://one,two:0/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://me:12/c4n4ry@db | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://me:12/c4n4ry@db/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://me:c4n@4ry@db/shop | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://db:12?c4n4ry@h/shop | SOURCE_DB_URL: has an option that is not name=value; SOURCE_DB_URL: names no database; expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://a:c4n4?ry=1@db/x  | SOURCE_DB_URL: expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://a:c4n4ry%@db/x    | SOURCE_DB_URL: has a % that is not followed by two hexadecimal digits; write %25 for a percent sign
                    postgresql://db/               | SOURCE_DB_URL: names no database; expected jdbc:postgresql://host:port/database or postgresql://host:port/database, other characters than letters and digits in %XX form
                    postgresql://db/x?sslmod=require    | SOURCE_DB_URL: option 'sslmod' is not allowed; did you mean 'sslmode'?
                    postgresql://db/x?sslmode=yes       | SOURCE_DB_URL: option 'sslmode' takes disable, allow, prefer, require, verify-ca, verify-full
                    postgresql://db/x?socketTimeout=1m  | SOURCE_DB_URL: option 'socketTimeout' takes a number of seconds
                    postgresql://db/x?connect_timeout=1&connectTimeout=2 | SOURCE_DB_URL: option 'connectTimeout' is given twice
                    postgresql://db/x?=c4n4ry           | SOURCE_DB_URL: has an option that is not name=value
                    postgresql://other@db/x             | SOURCE_DB_URL: names another user than SOURCE_DB_USER; keep one
                    postgresql://me:c4n4ry@db/x         | SOURCE_DB_URL: holds a password, and SOURCE_DB_PASSWORD or SOURCE_DB_PASSWORD_FILE is set too; keep one, best the file
                    """)
    void aWrongAddressIsRefusedWithoutShowingIt(String url, String message) {
        Environment environment =
                new Environment(Map.of("SOURCE_DB_URL", url, "SOURCE_DB_USER", "me", "SOURCE_DB_PASSWORD", "x"));

        assertThatThrownBy(() -> ConnectionSettings.from(environment, "SOURCE_DB"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslfactory",
                "sslhostnameverifier",
                "sslpasswordcallback",
                "loggerFile",
                "loggerLevel",
                "authenticationPluginClassName",
                "socketFactory",
                "jaasApplicationName",
                "currentSchema",
                "xmlFactoryFactory",
                "service",
                "localSocketAddress",
                "preferQueryMode",
                "SSLMODE"
            })
    void optionsThatNameClassesOrFilesOrUndoSettingsAreRefused(String option) {
        Environment environment = new Environment(Map.of(
                "WAREHOUSE_DB_URL",
                "jdbc:postgresql://db/x?" + option + "=a",
                "WAREHOUSE_DB_USER",
                "me",
                "WAREHOUSE_DB_PASSWORD",
                "x"));

        assertThatThrownBy(() -> ConnectionSettings.from(environment, "WAREHOUSE_DB"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessageStartingWith("WAREHOUSE_DB_URL: option '" + option + "' is not allowed; ");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> ConnectionSettings.from(new Environment(Map.of()), "SOURCE_DB"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("SOURCE_DB_URL: not set; SOURCE_DB_USER: not set;"
                        + " SOURCE_DB_PASSWORD: not set, nor SOURCE_DB_PASSWORD_FILE");
    }

    @Test
    void thePasswordMayComeFromAFileOrTheAddress(@TempDir Path folder) throws IOException, SQLException {
        Path file = Files.writeString(folder.resolve("password"), database.password() + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        String inAddress = "postgresql://" + database.user() + ":" + database.password() + "@" + database.host() + ":"
                + database.port() + "/" + database.name();

        for (Map<String, String> variables : List.of(
                Map.of(
                        "SOURCE_DB_URL",
                        database.url(),
                        "SOURCE_DB_USER",
                        database.user(),
                        "SOURCE_DB_PASSWORD_FILE",
                        file.toString()),
                Map.of("SOURCE_DB_URL", inAddress))) {
            try (Connection connection = ConnectionSettings.from(new Environment(variables), "SOURCE_DB")
                    .connect("daybook test")) {
                assertThat(connection.getAutoCommit()).isTrue();
            }
        }
    }

    @Test
    void sessionsArePinnedWhateverTheRoleHas() {
        String role = database.name() + "_odd";
        database.execute("CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD 'x'");
        Map<String, String> odd = new HashMap<>();
        odd.put("statement_timeout", "1ms");
        odd.put("idle_in_transaction_session_timeout", "1ms");
        odd.put("lock_timeout", "1ms");
        odd.put("TimeZone", "Asia/Kathmandu");
        odd.put("DateStyle", "SQL, DMY");
        odd.put("IntervalStyle", "iso_8601");
        odd.put("extra_float_digits", "-15");
        odd.put("bytea_output", "escape");
        odd.put("search_path", "public");
        odd.put("standard_conforming_strings", "off");
        odd.put("default_transaction_isolation", "serializable");
        odd.put("quote_all_identifiers", "on");
        odd.put("xmlbinary", "hex");
        List<String> statements = new ArrayList<>();
        odd.forEach((name, value) -> statements.add("ALTER ROLE " + role + " SET " + name + " = '" + value + "'"));
        database.execute(statements.toArray(String[]::new));

        assertThat(
                        query(
                                role,
                                "SELECT timestamptz '2024-01-20 12:00+00', interval '1 day 2 hours', 0.1::float8 + 0.2,"
                                        + " '\\x00ff'::bytea, current_setting('search_path'), current_setting('statement_timeout'),"
                                        + " current_setting('transaction_isolation'), current_setting('row_security'), 12.5::money,"
                                        + " format('%I', 'a'), current_setting('lock_timeout'), current_setting('application_name')"))
                .containsExactly("2024-01-20 12:00:00+00|1 day 02:00:00|0.30000000000000004|\\x00ff|pg_catalog|0"
                        + "|read committed|off|$12.50|a|10s|daybook test");
    }

    @Test
    void aTransactionCanBePinnedOnItsOwn() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            PinnedSettings.pinTransaction(connection);
            // The snapshot is not taken yet: what is committed now is seen.
            database.execute("CREATE TABLE public.late ()");
            assertThat(value(
                            connection,
                            "SELECT current_setting('search_path') || count(*) FROM pg_class"
                                    + " WHERE relname = 'late'"))
                    .isEqualTo("pg_catalog1");
            connection.rollback();
            connection.setAutoCommit(true);
            assertThat(value(connection, "SHOW search_path")).isEqualTo("\"$user\", public");
        }
    }

    @Test
    void aRefusedPasswordIsOneLineAndNotTriedAgain() {
        ConnectionSettings settings = CatalogFixture.settings(database, database.user(), CANARY);

        assertThatThrownBy(() -> settings.connect("daybook test"))
                .isInstanceOf(StepFailure.Denied.class)
                .hasMessage("password refused for user " + database.user() + " on " + database.host() + ":"
                        + database.port() + "/" + database.name()
                        + "; check SOURCE_DB_USER and SOURCE_DB_PASSWORD")
                .satisfies(failure -> assertThat(everythingOf(failure)).doesNotContain(CANARY));
    }

    @Test
    void anUnknownDatabaseIsConfiguration() {
        TestDatabase unknown =
                new TestDatabase(database.host(), database.port(), "nowhere", database.user(), database.password());

        assertThatThrownBy(() -> CatalogFixture.settings(unknown, database.user(), database.password())
                        .connect("daybook test"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(
                        "no database nowhere on " + database.host() + ":" + database.port() + "; check SOURCE_DB_URL");
    }

    @Test
    void aClosedPortIsUnreachableAfterThreeTries() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        TestDatabase closed = new TestDatabase("127.0.0.1", port, "shop", "me", CANARY);

        assertThatThrownBy(() -> CatalogFixture.settings(closed, "me", CANARY).connect("daybook test"))
                .isInstanceOf(StepFailure.Unreachable.class)
                .hasMessage("cannot reach 127.0.0.1:" + port + "/shop after 3 tries: connection refused;"
                        + " check SOURCE_DB_URL and that the server runs")
                .satisfies(failure -> assertThat(everythingOf(failure)).doesNotContain(CANARY));
    }

    @Test
    void anUnknownHostIsUnreachable() {
        TestDatabase unknown = new TestDatabase("nowhere.invalid", 5432, "shop", "me", CANARY);

        assertThatThrownBy(() -> CatalogFixture.settings(unknown, "me", CANARY).connect("daybook test"))
                .isInstanceOf(StepFailure.Unreachable.class)
                .hasMessage("cannot reach nowhere.invalid:5432/shop after 3 tries: unknown host;"
                        + " check SOURCE_DB_URL and that the server runs");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Environment environment = new Environment(Map.of(
                    "SOURCE_DB_URL",
                    "postgresql://127.0.0.1:" + silent.getLocalPort() + "/shop?connectTimeout=1",
                    "SOURCE_DB_USER",
                    "me",
                    "SOURCE_DB_PASSWORD",
                    CANARY));

            assertThatThrownBy(() ->
                            ConnectionSettings.from(environment, "SOURCE_DB").connect("daybook test"))
                    .isInstanceOf(StepFailure.Unreachable.class)
                    .hasMessage("cannot reach 127.0.0.1:" + silent.getLocalPort()
                            + "/shop after 3 tries: no answer in time; check SOURCE_DB_URL and that the server runs");
        }
    }

    @Test
    void aServerWithoutTlsIsConfigurationWhenTlsIsAsked() {
        Environment environment = new Environment(Map.of(
                "SOURCE_DB_URL", database.url() + "?sslmode=require",
                "SOURCE_DB_USER", database.user(),
                "SOURCE_DB_PASSWORD", database.password()));

        assertThatThrownBy(
                        () -> ConnectionSettings.from(environment, "SOURCE_DB").connect("daybook test"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(
                        "cannot agree with " + database.host() + ":" + database.port() + "/" + database.name()
                                + ": The server does not support SSL.; check sslmode, sslrootcert and the other options in SOURCE_DB_URL");
    }

    @Test
    void aServerWithoutRoomIsTemporary() {
        String role = database.name() + "_single";
        database.execute("CREATE ROLE " + role + " LOGIN CONNECTION LIMIT 0 PASSWORD 'x'");

        assertThatThrownBy(() -> CatalogFixture.settings(database, role, "x").connect("daybook test"))
                .isInstanceOf(StepFailure.Temporary.class)
                .hasMessage(database.host() + ":" + database.port() + "/" + database.name()
                        + ": too many connections for role \"" + role + "\" (SQLSTATE 53300);"
                        + " the server has no connection left; use fewer workers");
    }

    @Test
    void theServerSaysWhatItIs() throws SQLException {
        try (Connection connection = CatalogFixture.settings(database, database.user(), database.password())
                .connect("daybook test")) {
            ServerIdentity server = ServerIdentity.read(connection);

            assertThat(server.version()).isGreaterThan(120_000);
            assertThat(server.versionText()).startsWith(Integer.toString(server.version() / 10_000));
            assertThat(server.database()).isEqualTo(database.name());
            assertThat(server.encoding()).isEqualTo("UTF8");
            assertThat(server.standby()).isFalse();
            assertThat(server.systemIdentifier().orElseThrow()).matches("\\d{19}");
            assertThat(value(connection, "SELECT " + ServerIdentity.LSN_EXPRESSION))
                    .matches("[0-9A-F]+/[0-9A-F]+");
        }
    }

    private List<String> query(String role, String sql) {
        TestDatabase asRole = new TestDatabase(database.host(), database.port(), database.name(), role, "x");
        return CatalogFixture.query(asRole, sql);
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String everythingOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
