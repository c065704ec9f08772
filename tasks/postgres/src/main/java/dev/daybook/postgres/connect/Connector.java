package dev.daybook.postgres.connect;

import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.Driver;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.HostSpec;

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
    private final Set<HostSpec> keepSessions;
    private final int socketSeconds;

    /**
     * @param settings for messages
     * @param url hosts, ports and database
     * @param properties user, password, application name and the options of the address; changed here
     * @param keepSessions the hosts that need not be probed again; added to here
     */
    Connector(ConnectionSettings settings, String url, Properties properties, Set<HostSpec> keepSessions) {
        this.settings = settings;
        this.url = url;
        this.properties = properties;
        this.keepSessions = keepSessions;
        int byRole = settings.role().startsWith("SOURCE") ? SOURCE_SECONDS : WAREHOUSE_SECONDS;
        this.socketSeconds = Integer.parseInt(properties.getProperty("socketTimeout", Integer.toString(byRole)));
        properties.putIfAbsent("connectTimeout", Integer.toString(DEFAULT_CONNECT_SECONDS));
        // While the connection is made, an answer may take no longer than the connection itself.
        properties.setProperty("socketTimeout", properties.getProperty("connectTimeout"));
        properties.putIfAbsent("tcpKeepAlive", "true");
        if (KeepAliveSockets.areAsked(properties)) {
            properties.setProperty("socketFactory", KeepAliveSockets.class.getName());
        }
        // The application's name then goes into the start-up message, which poolers let pass; otherwise it is a SET.
        properties.setProperty("assumeMinServerVersion", "9.0");
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
            requireSession(connection);
            connection.setNetworkTimeout(Runnable::run, Math.multiplyExact(socketSeconds, 1000));
            PinnedSettings.pinSession(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Before anything is set: behind a pooler that gives the session to others, they would get the settings with it. */
    private void requireSession(Connection connection) throws SQLException {
        HostSpec host =
                connection.unwrap(BaseConnection.class).getQueryExecutor().getHostSpec();
        if (keepSessions.contains(host)) {
            return;
        }
        String sameHost = settings.driverUrl(host.getHost() + ":" + host.getPort());
        if (!SessionProbe.keepsSession(connection, () -> new Driver().connect(sameHost, properties))) {
            throw new StepFailure.Configuration(settings.role() + "_URL: " + settings.place()
                    + " is a connection pooler that gives each transaction another session of the server (in PgBouncer's"
                    + " words, pool_mode transaction or statement); take the database's own address, or the pooler's"
                    + " session mode, which hosted databases often have on port 5432 instead of 6543");
        }
        keepSessions.add(host);
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
