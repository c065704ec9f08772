package dev.daybook.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The session settings that a result depends on, pinned: a role or a database may have its own. All are set in one round
 * trip by {@code SET}, which takes no snapshot and passes PgBouncer, unlike the start-up parameter {@code options}.
 */
public final class PinnedSettings {

    private PinnedSettings() {}

    /** Pins them for the session. */
    public static void pinSession(Connection connection) throws SQLException {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /**
     * Pins them for the running transaction only, for servers behind a pooler that gives each transaction another
     * session. Takes no snapshot.
     */
    public static void pinTransaction(Connection connection) throws SQLException {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
