package dev.daybook.postgres;

import dev.daybook.task.EscapedText;
import dev.daybook.task.StepFailure;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Why a connection could not be made.
 *
 * @param error what the driver threw
 * @param settings what was connected to
 */
record ConnectFailure(SQLException error, ConnectionSettings settings) {

    /** cannot_connect_now, admin_shutdown, crash_shutdown, too_many_connections. */
    private static final Set<String> SERVER_BUSY = Set.of("57P03", "57P01", "57P02", "53300");

    /** The driver's state when server and client cannot agree: no TLS at the server, no password given. */
    private static final String REJECTED = "08004";

    /** Whether another try may help. */
    boolean mayPass() {
        return SERVER_BUSY.contains(state()) || isNetwork();
    }

    private boolean isNetwork() {
        return state().startsWith("08") && !state().equals(REJECTED) && !isTls();
    }

    private boolean isTls() {
        return caused(SSLException.class) || caused(GeneralSecurityException.class);
    }

    RuntimeException toStepFailure(int tries) {
        String place = settings.place();
        String role = settings.role();
        return switch (state()) {
            case "28P01" ->
                new StepFailure.Denied(
                        "password refused for user " + user() + " on " + place + "; check " + role + "_USER and " + role
                                + "_PASSWORD",
                        error);
            case "28000" -> new StepFailure.Denied("user " + user() + " refused on " + place + ": " + reason(), error);
            case "3D000" ->
                new StepFailure.Configuration(
                        "no database " + EscapedText.of(settings.database()) + " on " + settings.hosts() + "; check "
                                + role + "_URL",
                        error);
            default -> otherwise(tries);
        };
    }

    private RuntimeException otherwise(int tries) {
        if (isNetwork()) {
            return new StepFailure.Unreachable(
                    "cannot reach " + settings.place() + " after " + tries + " tries: " + reason() + "; check "
                            + settings.role() + "_URL and that the server runs",
                    error);
        }
        if (isTls() || state().equals(REJECTED)) {
            return new StepFailure.Configuration(
                    "cannot agree with " + settings.place() + ": " + reason() + "; check sslmode and sslrootcert in "
                            + settings.role() + "_URL",
                    error);
        }
        return SqlFailure.of(error, settings.place());
    }

    private String reason() {
        if (caused(UnknownHostException.class)) {
            return "unknown host";
        }
        if (caused(SocketTimeoutException.class)) {
            return "no answer in time";
        }
        if (caused(NoRouteToHostException.class)) {
            return "no route to the host";
        }
        if (caused(ConnectException.class)) {
            return "connection refused";
        }
        if (caused(EOFException.class)) {
            return "the server closed the connection";
        }
        return SqlFailure.message(error);
    }

    private boolean caused(Class<? extends Throwable> kind) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private String user() {
        return EscapedText.of(settings.user());
    }

    private String state() {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }
}
