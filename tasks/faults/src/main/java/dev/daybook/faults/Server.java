package dev.daybook.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server of the campaign's own, with a database for each trial. Safe for use by many threads. */
final class Server implements AutoCloseable {

    private static final String USER = "postgres";
    private static final Duration SESSIONS_END = Duration.ofSeconds(20);

    private final EmbeddedPostgres postgres;
    private final AtomicInteger databases = new AtomicInteger();

    private Server(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts it; it is not told to sync, as no trial pulls its plug. */
    static Server start() throws IOException {
        return new Server(EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("fsync", "off")
                .start());
    }

    int port() {
        return postgres.getPort();
    }

    /** The address as steps take it. */
    String url(String database) {
        return "postgresql://localhost:" + port() + "/" + database;
    }

    /** A new database that is a copy of another. */
    String copyOf(String template) throws SQLException {
        String name = "trial_" + databases.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + template);
        return name;
    }

    void create(String name) throws SQLException {
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
    }

    void drop(String name) throws SQLException {
        execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, columns separated by {@code |}. */
    List<String> query(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            return rows(statement, sql);
        }
    }

    static List<String> rows(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                StringJoiner line = new StringJoiner("|");
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    line.add(rows.getString(column));
                }
                lines.add(line.toString());
            }
            return lines;
        }
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port() + "/" + database, USER, USER);
    }

    /** Ends another session, and waits until it is gone. */
    boolean terminate(int pid) throws SQLException {
        return query("postgres", "SELECT pg_terminate_backend(" + pid + ", 10000)")
                .equals(List.of("t"));
    }

    /** Waits until nobody is connected to a database any more: a server notices a lost connection a moment later. */
    void awaitNoSessions(String database) throws SQLException, InterruptedException {
        String sessions = "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database + "'";
        long end = System.nanoTime() + SESSIONS_END.toNanos();
        while (!query("postgres", sessions).equals(List.of("0")) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
