package dev.daybook.postgres.connect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The session settings that a result depends on, pinned: a role or a database may have its own. All are set in one round
 * trip by {@code SET}, which takes no snapshot and passes PgBouncer, unlike the start-up parameter {@code options}.
 */
public final class PinnedSettings {

    /** What a wait for a lock may take before it is 55P03; whoever needs another value sets it afterwards. */
    private static final String LOCK_TIMEOUT = "10s";

    private static final Map<String, String> EVERY_VERSION = everyVersion();

    private PinnedSettings() {}

    private static Map<String, String> everyVersion() {
        Map<String, String> settings = new LinkedHashMap<>();
        // Compiling the catalog's queries takes seconds where many tables make them look expensive.
        settings.put("jit", "off");
        settings.put("quote_all_identifiers", "off");
        settings.put("statement_timeout", "0");
        settings.put("lock_timeout", LOCK_TIMEOUT);
        settings.put("idle_in_transaction_session_timeout", "0");
        settings.put("default_transaction_isolation", "read committed");
        settings.put("default_transaction_deferrable", "off");
        // A policy that would hide rows is an error then, not a smaller result.
        settings.put("row_security", "off");
        settings.put("search_path", "pg_catalog");
        settings.put("client_encoding", "UTF8");
        settings.put("TimeZone", "UTC");
        settings.put("DateStyle", "ISO, MDY");
        settings.put("IntervalStyle", "postgres");
        // Any value above 0 prints the shortest text that reads back as the same number.
        settings.put("extra_float_digits", "1");
        settings.put("bytea_output", "hex");
        settings.put("lc_monetary", "C");
        settings.put("xmlbinary", "base64");
        settings.put("xmloption", "content");
        settings.put("standard_conforming_strings", "on");
        settings.put("array_nulls", "on");
        settings.put("transform_null_equals", "off");
        return settings;
    }

    /** Pins them for the session. */
    public static void pinSession(Connection connection) throws SQLException {
        pin(connection, "SET SESSION ");
    }

    /**
     * Pins them for the running transaction only, for servers behind a pooler that gives each transaction another
     * session. Takes no snapshot.
     */
    public static void pinTransaction(Connection connection) throws SQLException {
        pin(connection, "SET LOCAL ");
    }

    private static void pin(Connection connection, String set) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>(EVERY_VERSION);
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version >= 14) {
            settings.put("idle_session_timeout", "0");
        }
        if (version >= 17) {
            settings.put("transaction_timeout", "0");
        }
        String sql = settings.entrySet().stream()
                .map(setting -> set + setting.getKey() + " = '" + setting.getValue() + "'")
                .collect(Collectors.joining("; "));
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
