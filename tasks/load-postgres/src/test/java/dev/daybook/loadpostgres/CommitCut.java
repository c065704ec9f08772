package dev.daybook.loadpostgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy before a server that cuts one connection at the COMMIT of a transaction that wrote the ledger: before the
 * server gets it, or after the server has got it and before the client gets the answer.
 */
public final class CommitCut implements AutoCloseable {

    /** Where the connection is cut. */
    public enum Side {
        BEFORE_THE_SERVER_HEARS_IT,
        BEFORE_THE_CLIENT_HEARS_OF_IT
    }

    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final Side side;
    private final AtomicInteger cuts = new AtomicInteger();

    public CommitCut(String host, int port, Side side) {
        this.host = host;
        this.port = port;
        this.side = side;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections were cut: 0 or 1. */
    public int cuts() {
        return cuts.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(host, port);
                Pipe pipe = new Pipe(client, server);
                Thread.ofVirtual().start(pipe::forward);
                Thread.ofVirtual().start(pipe::answer);
            } catch (IOException e) {
                return;
            }
        }
    }

    private final class Pipe {
        private final Socket client;
        private final Socket server;
        private boolean wroteLedger;
        private volatile boolean mute;

        private Pipe(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void forward() {
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = client.getInputStream();
                    OutputStream out = server.getOutputStream()) {
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                    wroteLedger |= text.contains("INSERT INTO daybook.load_ledger");
                    if (wroteLedger && text.contains("COMMIT") && cuts.compareAndSet(0, 1)) {
                        mute = true;
                        if (side == Side.BEFORE_THE_CLIENT_HEARS_OF_IT) {
                            out.write(buffer, 0, length);
                            out.flush();
                            Thread.sleep(500); // the server commits meanwhile; its answer is thrown away
                        }
                        cut();
                        return;
                    }
                    out.write(buffer, 0, length);
                    out.flush();
                }
            } catch (IOException e) {
                cut();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void answer() {
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = server.getInputStream();
                    OutputStream out = client.getOutputStream()) {
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (!mute) {
                        out.write(buffer, 0, length);
                        out.flush();
                    }
                }
            } catch (IOException e) {
                cut();
            }
        }

        private void cut() {
            try {
                client.close();
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
