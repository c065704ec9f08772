package dev.daybook.postgres;

import dev.daybook.task.Environment;
import java.sql.Connection;

/**
 * Where a database is and who connects. Immutable; {@link #toString()} shows host, port and database, nothing secret.
 */
public final class ConnectionSettings {

    private ConnectionSettings() {}

    /**
     * Reads {@code <role>_URL}, {@code <role>_USER} and {@code <role>_PASSWORD} or {@code <role>_PASSWORD_FILE}.
     *
     * @param role {@code SOURCE_DB} or {@code WAREHOUSE_DB}
     * @throws dev.daybook.task.StepFailure.Configuration with everything that is wrong, in one line
     */
    public static ConnectionSettings from(Environment environment, String role) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /**
     * A new connection in autocommit mode with {@link PinnedSettings}; the caller closes it. A server that does not
     * answer is tried three times; a refused password or an unknown database is not tried again.
     *
     * @param applicationName what {@code pg_stat_activity} shows, for example {@code daybook extract-postgres}
     * @throws dev.daybook.task.StepFailure.Unreachable when no host answers
     * @throws dev.daybook.task.StepFailure.Denied when the password or the user is refused
     * @throws dev.daybook.task.StepFailure.Configuration when there is no such database, or TLS cannot be agreed on
     * @throws dev.daybook.task.StepFailure.Temporary when the server starts, stops or has no connection left
     */
    public Connection connect(String applicationName) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /** Host, port and database, for messages: {@code localhost:5432/northwind}. */
    public String place() {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    /** The role that connects. */
    public String user() {
        throw new UnsupportedOperationException("filled in by the next commit");
    }

    @Override
    public String toString() {
        return place();
    }
}
