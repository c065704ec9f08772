package dev.daybook.demo;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * A PostgreSQL server of the demo's own, on this machine only. Its data stay, so that a later demo finds the days of an
 * earlier one. When another demo keeps the server up, this one uses it and leaves it up.
 */
final class PostgresServer implements AutoCloseable {

    /** The superuser. */
    static final String ADMIN = "postgres";

    private static final int USUAL_PORT = 54_329;
    private static final Duration START = Duration.ofSeconds(60);
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    private final Path programs;
    private final Path data;
    private final ServerUser user;
    private final Path log;
    private final boolean started;
    private final int port;

    private PostgresServer(Path programs, Path data, ServerUser user, Path log) {
        this.programs = programs;
        this.data = data;
        this.user = user;
        this.log = log;
        Optional<Integer> running = readyPort();
        this.started = running.isEmpty();
        this.port = running.orElseGet(PostgresServer::freePort);
    }

    /**
     * Starts the server, or finds it running; the first time its data folder is made.
     *
     * @param folder what the demo keeps
     * @param passwords gives the superuser's password
     * @throws StepFailure when it does not start
     */
    static PostgresServer start(Path folder, Passwords passwords) {
        ServerUser user = ServerUser.find();
        try {
            Files.createDirectories(folder);
            Path home = user.canEnter(folder) ? folder : elsewhere(folder);
            Path programs = PostgresBinaries.unpack(home).resolve("bin");
            PostgresServer server =
                    new PostgresServer(programs, home.resolve("data"), user, folder.resolve("postgresql.log"));
            if (server.started) {
                server.initialize(passwords.of(ADMIN));
                server.launch();
            }
            return server;
        } catch (IOException e) {
            throw new StepFailure.CannotCreate("cannot set up PostgreSQL in " + folder + ": " + FileReason.of(e), e);
        }
    }

    /** A folder for a user who cannot enter the repository's: the same one for the same repository. */
    private static Path elsewhere(Path folder) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(folder.toString().getBytes(StandardCharsets.UTF_8));
        Path home = Path.of("/var/tmp/daybook-demo-" + HexFormat.of().toHexDigits((int) crc.getValue()));
        return Files.createDirectories(home);
    }

    /** The port of the server, on 127.0.0.1. */
    int port() {
        return port;
    }

    /** Whether this demo has started it. */
    boolean started() {
        return started;
    }

    private void initialize(String password) throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Files.createDirectories(
                data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        user.own(data);
        Path passwordFile = data.resolveSibling("initial-password");
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password + "\n");
            user.own(passwordFile);
            run(user.command(
                    programs.resolve("initdb").toString(),
                    "--pgdata=" + data,
                    "--username=" + ADMIN,
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--encoding=UTF8",
                    "--no-locale",
                    "--no-sync"));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private void launch() throws IOException {
        Process process = new ProcessBuilder(user.command(
                        programs.resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-c",
                        "port=" + port,
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "timezone=UTC",
                        "-c",
                        "log_timezone=UTC",
                        // No replica and no archive need the write-ahead log; a lost last second is no loss in a demo.
                        "-c",
                        "wal_level=minimal",
                        "-c",
                        "max_wal_senders=0",
                        "-c",
                        "synchronous_commit=off"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        long deadline = System.nanoTime() + START.toNanos();
        while (readyPort().isEmpty()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new StepFailure.InputOutput("PostgreSQL did not start: " + lastLine() + "; its log is " + log);
            }
            pause();
        }
    }

    /** The port of a server that is up, from the file that the server itself keeps beside its data. */
    private Optional<Integer> readyPort() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            if (lines.size() <= STATUS_LINE || !lines.get(STATUS_LINE).strip().equals("ready")) {
                return Optional.empty();
            }
            boolean alive = ProcessHandle.of(Long.parseLong(lines.get(PID_LINE).strip()))
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
            return alive ? Optional.of(Integer.valueOf(lines.get(PORT_LINE).strip())) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StepFailure.InputOutput("cannot read " + data + "/postmaster.pid: " + FileReason.of(e), e);
        }
    }

    /** The same port each time, so that a command noted down still works; another one where it is taken. */
    private static int freePort() {
        for (int wanted : new int[] {USUAL_PORT, 0}) {
            try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException _) {
                // Taken; the next one is any that is free.
            }
        }
        throw new StepFailure.Temporary("no port is free on this machine");
    }

    /** Stops the server if this demo has started it; sessions that are open are ended. */
    @Override
    public void close() {
        if (started && readyPort().isPresent()) {
            run(user.command(
                    programs.resolve("pg_ctl").toString(), "stop", "--pgdata=" + data, "--mode=fast", "--silent"));
        }
    }

    private void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new StepFailure.InputOutput(
                        Path.of(command.get(user.prefix().size())).getFileName() + " failed: " + lastLine()
                                + "; its log is " + log);
            }
        } catch (IOException e) {
            throw new StepFailure.InputOutput("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailure.Temporary("interrupted", e);
        }
    }

    private String lastLine() {
        try {
            List<String> lines = Files.readAllLines(log).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.isEmpty() ? "no word from it" : EscapedText.of(lines.getLast());
        } catch (IOException e) {
            return "no word from it";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailure.Temporary("interrupted", e);
        }
    }
}
