package dev.daybook.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL server for tests, one for the whole JVM, stopped when it ends: in a container where a Docker engine
 * answers, embedded otherwise. {@code DAYBOOK_TEST_POSTGRES=embedded} or {@code container} decides instead;
 * {@code DAYBOOK_TEST_POSTGRES_VERSION=14} takes another major version than the build's own.
 *
 * <p>Tests never share a database: each makes its own with {@link #createDatabase()}. Safe for use by many threads.
 */
public final class PostgresServer {

    private static final String OWN_VERSION = "17";
    private static final Path OTHER_BINARIES = Path.of("../postgres-testing/target/postgres-binaries");
    private static final String PASSWORD = "test-password";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final AtomicReference<PostgresServer> STARTED = new AtomicReference<>();

    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final ClientConnections clientConnections;

    private PostgresServer(String host, int port, String user, String password) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.clientConnections = new ClientConnections(ownDatabase());
    }

    /** The server; started at the first call. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** The server, if a test has asked for it. */
    static Optional<PostgresServer> started() {
        return Optional.ofNullable(STARTED.get());
    }

    /** The connections that clients have open at it. */
    ClientConnections clientConnections() {
        return clientConnections;
    }

    /** Whether it is older than a major version, such as 15. */
    public boolean isOlderThan(int version) {
        String found = ownDatabase()
                .query("SELECT current_setting('server_version_num')")
                .getFirst();
        return Integer.parseInt(found) < version * 10_000;
    }

    /** A new, empty database of its own, in UTF-8. */
    public TestDatabase createDatabase() {
        return createDatabase("ENCODING 'UTF8'");
    }

    /** The same in another encoding, as PostgreSQL names it: {@code LATIN1}, {@code SQL_ASCII}. */
    public TestDatabase createDatabaseIn(String encoding) {
        return createDatabase("ENCODING '" + encoding + "' LOCALE 'C'");
    }

    /** The same with the order of text that ICU has for a language; PostgreSQL 15 and newer. */
    public TestDatabase createDatabaseSortedAs(String language) {
        return createDatabase("ENCODING 'UTF8' LOCALE 'C.UTF-8' LOCALE_PROVIDER icu ICU_LOCALE '" + language + "'");
    }

    private TestDatabase createDatabase(String options) {
        String name = "test_" + DATABASES.incrementAndGet();
        ownDatabase().execute("CREATE DATABASE " + name + " TEMPLATE template0 " + options);
        return database(name);
    }

    /** The database that every server has. */
    TestDatabase ownDatabase() {
        return database("postgres");
    }

    private TestDatabase database(String name) {
        return new TestDatabase(host, port, name, user, password);
    }

    private static final class Shared {
        private static final PostgresServer SERVER = start();

        private static PostgresServer start() {
            String choice = System.getenv().getOrDefault("DAYBOOK_TEST_POSTGRES", "auto");
            boolean container = choice.equals("container")
                    || choice.equals("auto") && DockerClientFactory.instance().isDockerAvailable();
            String version = System.getenv().getOrDefault("DAYBOOK_TEST_POSTGRES_VERSION", OWN_VERSION);
            PostgresServer server = container ? inContainer(version) : embedded(version);
            STARTED.set(server);
            return server;
        }

        // The container and the embedded server live until the JVM ends; both clean up in a shutdown hook.
        @SuppressWarnings("resource")
        private static PostgresServer inContainer(String version) {
            PostgreSQLContainer container = new PostgreSQLContainer("postgres:" + version)
                    .withUsername("postgres")
                    .withPassword(PASSWORD)
                    .withCommand("postgres", "-c", "max_connections=200", "-c", "fsync=off");
            container.start();
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
            return new PostgresServer(
                    container.getHost(),
                    container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                    "postgres",
                    PASSWORD);
        }

        private static PostgresServer embedded(String version) {
            try {
                EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("fsync", "off");
                if (!version.equals(OWN_VERSION)) {
                    builder.setPgBinaryResolver(
                            new BinariesJar(OTHER_BINARIES.resolve("postgresql-" + version + ".jar")));
                }
                EmbeddedPostgres server = builder.start();
                requirePasswords(server);
                return new PostgresServer("localhost", server.getPort(), "postgres", PASSWORD);
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("the embedded PostgreSQL did not start", e);
            }
        }

        /** The embedded server trusts everyone; tests of a refused password need one that does not, as in the container. */
        private static void requirePasswords(EmbeddedPostgres server) throws SQLException {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER ROLE postgres PASSWORD '" + PASSWORD + "'");
                statement.execute("COPY (SELECT 'host all all all scram-sha-256') TO PROGRAM 'cat > pg_hba.conf'");
                statement.execute("SELECT pg_reload_conf()");
            }
            // The server reads the file when its signal arrives; until then it still lets any password in.
            while (acceptsAnyPassword(server)) {
                Thread.onSpinWait();
            }
        }

        private static boolean acceptsAnyPassword(EmbeddedPostgres server) {
            try (Connection _ =
                    DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"), "postgres", "no")) {
                return true;
            } catch (SQLException e) {
                return false;
            }
        }
    }
}
