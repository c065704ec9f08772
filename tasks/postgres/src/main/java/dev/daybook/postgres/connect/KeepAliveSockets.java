package dev.daybook.postgres.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Makes sockets with libpq's {@code keepalives_idle}, {@code keepalives_interval} and {@code keepalives_count}, which the
 * driver has no options for. The driver makes it by its name, with the connection's properties.
 */
public final class KeepAliveSockets extends SocketFactory {

    private static final Map<String, SocketOption<Integer>> SOCKET_OPTIONS = Map.of(
            "keepalives_idle", ExtendedSocketOptions.TCP_KEEPIDLE,
            "keepalives_interval", ExtendedSocketOptions.TCP_KEEPINTERVAL,
            "keepalives_count", ExtendedSocketOptions.TCP_KEEPCOUNT);

    /** libpq's names. */
    static final List<String> OPTIONS =
            SOCKET_OPTIONS.keySet().stream().sorted().toList();

    private final Properties properties;

    /** @param properties may hold the options, in libpq's units: seconds, seconds and probes; 0 is the system's value */
    public KeepAliveSockets(Properties properties) {
        this.properties = properties;
    }

    /** Whether any of the options is there. */
    static boolean areAsked(Properties properties) {
        return OPTIONS.stream().anyMatch(properties::containsKey);
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        for (String name : OPTIONS) {
            int value = Integer.parseInt(properties.getProperty(name, "0"));
            SocketOption<Integer> option = SOCKET_OPTIONS.get(name);
            if (value > 0 && socket.supportedOptions().contains(option)) {
                socket.setOption(option, value);
            }
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new UnsupportedOperationException("the driver connects sockets itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }
}
