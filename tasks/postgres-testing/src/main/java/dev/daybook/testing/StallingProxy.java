package dev.daybook.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy in front of a test database that stalls: once a client sends what contains a text, nothing passes on that
 * connection any more, in neither direction, and it stays open. The server may get that text or not. Safe for use by many
 * threads.
 */
public final class StallingProxy implements AutoCloseable {

    private final TestDatabase database;
    private final String text;
    private final boolean delivers;
    private final ServerSocket listener;
    private final AtomicInteger stalls = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();

    private StallingProxy(TestDatabase database, String text, boolean delivers, ServerSocket listener) {
        this.database = database;
        this.text = text;
        this.delivers = delivers;
        this.listener = listener;
    }

    /** Starts one that stalls at a text of a statement, which the server does not get. */
    public static StallingProxy start(TestDatabase database, String text) {
        return start(database, text, false);
    }

    /** Starts one that stalls at a text of a statement, which the server gets; its answer goes nowhere. */
    public static StallingProxy startAfter(TestDatabase database, String text) {
        return start(database, text, true);
    }

    private static StallingProxy start(TestDatabase database, String text, boolean delivers) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            StallingProxy proxy = new StallingProxy(database, text, delivers, listener);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database, through the proxy. */
    public TestDatabase database() {
        return new TestDatabase(
                "127.0.0.1", listener.getLocalPort(), database.name(), database.user(), database.password());
    }

    /** How many connections have stalled. */
    public int stalls() {
        return stalls.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(database.host(), database.port());
                keep(client, server);
                Connection connection = new Connection(client, server);
                Thread.ofVirtual().start(() -> connection.pass(client, server, true));
                Thread.ofVirtual().start(() -> connection.pass(server, client, false));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private synchronized void keep(Socket client, Socket server) {
        sockets.add(client);
        sockets.add(server);
    }

    /** One connection: both of its directions. */
    private final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile boolean stalled;

        private Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void pass(Socket from, Socket to, boolean toServer) {
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (toServer && !stalled && contains(buffer, length)) {
                        stalled = true;
                        stalls.incrementAndGet();
                        if (delivers) {
                            out.write(buffer, 0, length);
                        }
                    }
                    if (!stalled) {
                        out.write(buffer, 0, length);
                    }
                }
            } catch (IOException e) {
                closeAll(List.of(client, server));
            }
        }

        private boolean contains(byte[] buffer, int length) {
            return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(text);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        synchronized (this) {
            closeAll(sockets);
        }
    }

    private static void closeAll(List<Socket> sockets) {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
