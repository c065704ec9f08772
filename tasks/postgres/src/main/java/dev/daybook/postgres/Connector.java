package dev.daybook.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.Driver;

/** Opens a connection, with tries, time-outs and pinned settings. */
final class Connector {

    private static final int TRIES = 3;
    private static final long FIRST_PAUSE_MILLIS = 400;
    private static final int DEFAULT_CONNECT_SECONDS = 10;
    private static final int SOURCE_SECONDS = 600;
    private static final int WAREHOUSE_SECONDS = 3600;

    /** Held strongly: a logger that nobody holds forgets its level. The driver logs to java.util.logging, which nobody reads. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    static {
        DRIVER_LOG.setLevel(Level.OFF);
    }

    private final ConnectionSettings settings;
    private final String url;
    private final Properties properties;
    private final int socketSeconds;

    /**
     * @param settings for messages
     * @param url hosts, ports and database
     * @param properties user, password, application name and the options of the address; changed here
     */
    Connector(ConnectionSettings settings, String url, Properties properties) {
        this.settings = settings;
        this.url = url;
        this.properties = properties;
        int byRole = settings.role().startsWith("SOURCE") ? SOURCE_SECONDS : WAREHOUSE_SECONDS;
        this.socketSeconds = Integer.parseInt(properties.getProperty("socketTimeout", Integer.toString(byRole)));
        properties.putIfAbsent("connectTimeout", Integer.toString(DEFAULT_CONNECT_SECONDS));
        // While the connection is made, an answer may take no longer than the connection itself.
        properties.setProperty("socketTimeout", properties.getProperty("connectTimeout"));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("preferQueryMode", "extended");
        // Named statements would be lost when a pooler changes the session behind a connection.
        properties.putIfAbsent("prepareThreshold", "0");
        // The server's DETAIL quotes values of rows.
        properties.setProperty("logServerErrorDetail", "false");
    }

    Connection connect() {
        for (int attempt = 1; ; attempt++) {
            try {
                return open();
            } catch (SQLException e) {
                ConnectFailure failure = new ConnectFailure(e, settings);
                if (attempt == TRIES || !failure.mayPass()) {
                    throw failure.toStepFailure(attempt);
                }
                pause(attempt);
            }
        }
    }

    private Connection open() throws SQLException {
        Connection connection = new Driver().connect(url, properties);
        try {
            connection.setNetworkTimeout(Runnable::run, Math.multiplyExact(socketSeconds, 1000));
            PinnedSettings.pinSession(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void pause(int attempt) {
        long pause = FIRST_PAUSE_MILLIS * attempt * attempt;
        try {
            Thread.sleep(pause + ThreadLocalRandom.current().nextLong(pause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to connect again", e);
        }
    }
}
