package dev.daybook.faults;

import dev.daybook.faults.ConnectionFault.AfterBytes;
import dev.daybook.faults.ConnectionFault.AtStatement;
import dev.daybook.faults.ConnectionFault.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stands between one run of a step and its server, counts bytes and statements over all connections, and brings about one
 * fault. Safe for use by many threads.
 */
final class PostgresProxy implements AutoCloseable {

    private final Server server;
    private final ConnectionFault fault;
    private final ServerSocket socket;
    private final List<ProxiedConnection> connections = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final Map<Direction, Long> bytes = new EnumMap<>(Direction.class);
    private int counted;
    private boolean happened;
    private boolean closed;
    private Runnable kill = () -> {};

    private PostgresProxy(Server server, ConnectionFault fault, ServerSocket socket) {
        this.server = server;
        this.fault = fault;
        this.socket = socket;
    }

    /** Listens on a port of its own. */
    static PostgresProxy start(Server server, ConnectionFault fault) throws IOException {
        PostgresProxy proxy =
                new PostgresProxy(server, fault, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    /** The address through which the step goes; a stalled connection ends after two seconds. */
    String url(String database) {
        return "postgresql://127.0.0.1:" + socket.getLocalPort() + "/" + database + "?socketTimeout=2";
    }

    /** How the step is killed, once it runs. */
    synchronized void killBy(Runnable killing) {
        kill = killing;
    }

    private void accept() {
        while (true) {
            try {
                Socket step = socket.accept();
                ProxiedConnection connection =
                        new ProxiedConnection(this, step, new Socket(InetAddress.getLoopbackAddress(), server.port()));
                if (!keep(connection)) {
                    connection.close();
                    return;
                }
                connection.start();
            } catch (IOException e) {
                return; // closed, or the server is gone
            }
        }
    }

    private synchronized boolean keep(ProxiedConnection connection) {
        if (!closed) {
            connections.add(connection);
        }
        return !closed;
    }

    /** Counts bytes that are about to pass, and gives how many of them may, and how the connection is lost then. */
    synchronized Passage pass(Direction direction, int length) {
        long before = bytes.merge(direction, (long) length, Long::sum) - length;
        if (fault instanceof AfterBytes after
                && after.direction() == direction
                && !happened
                && before + length > after.bytes()) {
            happened = true;
            return new Passage((int) Math.max(0, after.bytes() - before), Optional.of(after));
        }
        return new Passage(length, Optional.empty());
    }

    /**
     * What may pass.
     *
     * @param length how many bytes
     * @param lost how the connection is lost after them, if it is
     */
    record Passage(int length, Optional<AfterBytes> lost) {}

    /** Counts a statement that is about to pass, and says what happens at it, if anything does. */
    synchronized Optional<AtStatement> statement(String sql) {
        statements.add(sql);
        if (fault instanceof AtStatement at && at.counts(sql) && ++counted == at.number()) {
            return Optional.of(at);
        }
        return Optional.empty();
    }

    /** The fault at a statement has happened. */
    synchronized void happened() {
        happened = true;
    }

    void killStep() {
        Runnable killing;
        synchronized (this) {
            killing = kill;
        }
        killing.run();
    }

    /** Terminates a back end. Nothing passes meanwhile, so that the step does not learn of it before it counts. */
    synchronized void terminate(int backend) throws SQLException {
        happened = server.terminate(backend);
    }

    /** Whether the fault happened. */
    synchronized boolean hit() {
        return happened;
    }

    /** The statements so far. */
    synchronized List<String> statements() {
        return List.copyOf(statements);
    }

    /** The bytes so far. */
    synchronized long bytes(Direction direction) {
        return bytes.getOrDefault(direction, 0L);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        List<ProxiedConnection> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(connections);
        }
        open.forEach(ProxiedConnection::close);
    }
}
