package dev.daybook.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real PgBouncer in front of a test database, with the settings it has after installation but for those given. Tests
 * that need one carry {@code @EnabledIf("dev.daybook.testing.PgBouncer#isWanted")}: they are skipped where none is
 * installed, and fail there when {@code DAYBOOK_TEST_PGBOUNCER=required}.
 */
public final class PgBouncer implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(20);

    private final Process process;
    private final TestDatabase database;

    private PgBouncer(Process process, TestDatabase database) {
        this.process = process;
        this.database = database;
    }

    /** Whether tests with PgBouncer are to run: it is installed, or it has to be. */
    public static boolean isWanted() {
        return binary().isPresent() || "required".equals(System.getenv("DAYBOOK_TEST_PGBOUNCER"));
    }

    /**
     * Starts one, and waits until it listens.
     *
     * @param behind the database that it leads to
     * @param mode {@code session}, {@code transaction} or {@code statement}
     * @param settings more lines of its section {@code [pgbouncer]}, such as {@code default_pool_size = 1}
     */
    public static PgBouncer start(TestDatabase behind, String mode, String... settings) {
        Path binary = binary().orElseThrow(() ->
                new IllegalStateException("expected pgbouncer on the PATH or in /usr/sbin, found none; install it"));
        try {
            int port = freePort();
            Path folder = Files.createTempDirectory(
                    "pgbouncer", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Path log = folder.resolve("log");
            Path configuration = write(folder, configuration(folder, behind, mode, port, settings));
            Process process = new ProcessBuilder(binary.toString(), "-q", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            await(process, port, log);
            return new PgBouncer(
                    process, new TestDatabase("127.0.0.1", port, behind.name(), behind.user(), behind.password()));
        } catch (IOException e) {
            throw new IllegalStateException("PgBouncer did not start", e);
        }
    }

    private static Optional<Path> binary() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<String> configuration(
            Path folder, TestDatabase behind, String mode, int port, String... settings) throws IOException {
        Path users = folder.resolve("users");
        Files.writeString(users, "\"" + behind.user() + "\" \"" + behind.password() + "\"\n");
        Stream<String> lines = Stream.of(
                "[databases]",
                "* = host=" + InetAddress.getByName(behind.host()).getHostAddress() + " port=" + behind.port(),
                "[pgbouncer]",
                "listen_addr = 127.0.0.1",
                "listen_port = " + port,
                "unix_socket_dir =",
                "auth_type = scram-sha-256",
                "auth_file = " + users,
                "pool_mode = " + mode);
        // It refuses to run as root, and changes to another user when it is told one.
        Stream<String> user =
                "root".equals(System.getProperty("user.name")) ? Stream.of("user = nobody") : Stream.empty();
        return Stream.of(lines, user, Stream.of(settings)).flatMap(some -> some).toList();
    }

    private static Path write(Path folder, List<String> lines) throws IOException {
        return Files.write(folder.resolve("pgbouncer.ini"), lines);
    }

    private static void await(Process process, int port, Path log) throws IOException {
        Instant end = Instant.now().plus(LONGEST_START);
        while (!listens(port)) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                process.destroy();
                throw new IllegalStateException("PgBouncer did not start: " + Files.readString(log));
            }
            Thread.onSpinWait();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The database, through the pooler. */
    public TestDatabase database() {
        return database;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
