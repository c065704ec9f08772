package dev.daybook.faults;

import dev.daybook.faults.ConnectionFault.AtStatement;
import dev.daybook.faults.ConnectionFault.Direction;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection through the proxy: two threads that pass PostgreSQL's messages on, each a type byte and a length of four bytes
 * that counts itself (PostgreSQL 17, "55.7. Message Formats").
 */
final class ProxiedConnection {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;
    private static final int LENGTH_BYTES = 4;

    private final PostgresProxy proxy;
    private final Socket step;
    private final Socket server;
    private final Map<String, String> prepared = new HashMap<>();
    private volatile int backend;
    private volatile @Nullable AtStatement answerAwaited;
    private boolean terminated;

    ProxiedConnection(PostgresProxy proxy, Socket step, Socket server) {
        this.proxy = proxy;
        this.step = step;
        this.server = server;
    }

    void start() {
        Thread.ofVirtual().start(() -> pump(this::passToServer));
        Thread.ofVirtual().start(() -> pump(this::passToStep));
    }

    private interface Pump {
        void run() throws IOException;
    }

    private void pump(Pump pump) {
        try {
            pump.run();
        } catch (IOException e) {
            close(); // the other end is gone, or the connection was lost on purpose
        }
    }

    private void passToServer() throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(step.getInputStream()));
        passStartup(in);
        while (true) {
            byte type = in.readByte();
            byte[] message = message(type, in);
            Optional<AtStatement> event = at(type, message);
            boolean lost = event.isPresent() && cutBefore(event.get());
            // A back end that was terminated reads nothing more. Writing to it could fail before the step has its last
            // words.
            if (!lost && !terminated) {
                pass(message, Direction.TO_SERVER, server);
            }
        }
    }

    /** The first message has no type; questions for encryption are answered with no, so that messages can be read. */
    private void passStartup(DataInputStream in) throws IOException {
        while (true) {
            int length = in.readInt();
            byte[] body = in.readNBytes(length - LENGTH_BYTES);
            int code = ByteBuffer.wrap(body).getInt();
            if (code == SSL_REQUEST || code == GSS_REQUEST) {
                step.getOutputStream().write('N');
            } else {
                byte[] message =
                        ByteBuffer.allocate(length).putInt(length).put(body).array();
                pass(message, Direction.TO_SERVER, server);
                return;
            }
        }
    }

    private static byte[] message(byte type, DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] message = new byte[1 + length];
        ByteBuffer.wrap(message).put(type).putInt(length);
        in.readFully(message, 1 + LENGTH_BYTES, length - LENGTH_BYTES);
        return message;
    }

    /** The event at this message, when a statement begins with it: a Query, or a Bind of what was prepared. */
    private Optional<AtStatement> at(byte type, byte[] message) {
        return switch (type) {
            case 'Q' -> proxy.statement(text(message, 1 + LENGTH_BYTES));
            case 'P' -> {
                String name = text(message, 1 + LENGTH_BYTES);
                prepared.put(name, text(message, 1 + LENGTH_BYTES + bytes(name) + 1));
                yield Optional.empty();
            }
            case 'B' -> {
                String portal = text(message, 1 + LENGTH_BYTES);
                yield proxy.statement(prepared.getOrDefault(text(message, 1 + LENGTH_BYTES + bytes(portal) + 1), ""));
            }
            default -> Optional.empty();
        };
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String text(byte[] message, int begin) {
        int end = begin;
        while (message[end] != 0) {
            end++;
        }
        return new String(message, begin, end - begin, StandardCharsets.UTF_8);
    }

    /** Brings the event about, as far as it comes before the server gets the statement; true when the connection is lost. */
    private boolean cutBefore(AtStatement event) throws IOException {
        switch (event.what()) {
            case CUT_BEFORE -> {
                proxy.happened();
                close();
                return true;
            }
            case KILLED_BEFORE -> {
                proxy.happened();
                proxy.killStep();
                close();
                return true;
            }
            case TERMINATED -> {
                terminate();
                terminated = true;
                return false;
            }
            case CUT_AFTER, KILLED_AFTER -> {
                answerAwaited = event;
                return false;
            }
        }
        throw new IllegalStateException("a switch over all events");
    }

    private void terminate() throws IOException {
        try {
            proxy.terminate(backend);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private void passToStep() throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
        while (true) {
            byte type = in.readByte();
            byte[] message = message(type, in);
            if (type == 'K') {
                backend = ByteBuffer.wrap(message).getInt(1 + LENGTH_BYTES);
            }
            AtStatement awaited = answerAwaited;
            if (awaited == null) {
                pass(message, Direction.TO_STEP, step);
            } else if (type == 'Z' || type == 'G' || type == 'H') {
                // The answer is complete; or COPY begins, for which the server waits.
                loseAnswer(awaited);
            }
        }
    }

    private void loseAnswer(AtStatement event) {
        proxy.happened();
        if (event.what() == ConnectionFault.Event.KILLED_AFTER) {
            proxy.killStep();
        }
        close();
    }

    private void pass(byte[] message, Direction direction, Socket to) throws IOException {
        PostgresProxy.Passage passage = proxy.pass(direction, message.length);
        OutputStream out = to.getOutputStream();
        out.write(message, 0, passage.length());
        out.flush();
        if (passage.lost().isPresent()) {
            lose(passage.lost().get().how());
        }
    }

    private void lose(ConnectionFault.Loss how) throws IOException {
        switch (how) {
            case CLOSED -> close();
            case RESET -> {
                step.setSoLinger(true, 0);
                close();
            }
            case STALLED -> {
                // Nothing more passes this way; the step has to give up by itself, which ends the other thread.
                while (step.getInputStream().read() >= 0) {
                    Thread.onSpinWait();
                }
            }
        }
        throw new IOException("lost on purpose");
    }

    void close() {
        for (Socket socket : new Socket[] {step, server}) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone, which is all that is wanted.
            }
        }
    }
}
