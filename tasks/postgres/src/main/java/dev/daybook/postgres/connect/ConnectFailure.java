package dev.daybook.postgres.connect;

import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;

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

    /** The driver's state when it could not begin; whatever a server or a file has to do with it has another one or a cause. */
    private static final String NOT_ESTABLISHED = "08001";

    /** How poolers say that all their places are taken; PgBouncer under 08P01, Supavisor under XX000. */
    private static final Pattern POOL_FULL =
            Pattern.compile("(?i).*(max ?clients|no more connections|too many clients).*");

    /** What PgBouncer refuses for good, under 08P01. */
    private static final Pattern POOL_REFUSAL = Pattern.compile("(no such database|unsupported startup parameter).*");

    /** Whether another try may help. */
    boolean mayPass() {
        return SERVER_BUSY.contains(state()) || isPoolFull() || isNetwork();
    }

    private boolean isPoolFull() {
        return isAnswer() && POOL_FULL.matcher(reason()).matches();
    }

    /** Whether it is the words of a server or of a pooler, not of the driver. */
    private boolean isAnswer() {
        return error instanceof PSQLException fromDriver && fromDriver.getServerErrorMessage() != null;
    }

    private boolean isNetwork() {
        if (!state().startsWith("08") || state().equals(REJECTED)) {
            return false;
        }
        if (isAnswer()) {
            return !POOL_REFUSAL.matcher(reason()).matches();
        }
        if (isTls() || caused(FileNotFoundException.class) || caused(FileSystemException.class)) {
            return false;
        }
        // What the driver refuses by itself, such as a certificate for another host, has no cause in the network.
        return state().equals(NOT_ESTABLISHED) || caused(IOException.class);
    }

    private boolean isTls() {
        return (caused(SSLException.class) || caused(GeneralSecurityException.class)) && !isCut();
    }

    /** A handshake that ends in the middle is the network's matter, but for a server that does not know this beginning. */
    private boolean isCut() {
        return (caused(EOFException.class) || caused(SocketException.class) || caused(SocketTimeoutException.class))
                && !settings.startsWithTls();
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
        if (isPoolFull()) {
            return new StepFailure.Temporary(
                    settings.place() + ": " + reason() + "; the pooler has no connection left; use fewer workers",
                    error);
        }
        if (isNetwork()) {
            return new StepFailure.Unreachable(
                    "cannot reach " + settings.place() + " after " + tries + " tries: " + reason() + "; check "
                            + settings.role() + "_URL and that the server runs",
                    error);
        }
        String agreement = "cannot agree with " + settings.place() + ": " + reason();
        if (isAnswer()) {
            return answered(agreement);
        }
        return new StepFailure.Configuration(
                agreement + "; check sslmode, sslrootcert and the other options in " + settings.role() + "_URL", error);
    }

    /** What a server answers to a connection is never about data, and never a bug of the step. */
    private RuntimeException answered(String agreement) {
        RuntimeException failure = SqlFailure.of(error, settings.place());
        return failure instanceof StepFailure known && !(known instanceof StepFailure.BadData)
                ? known
                : new StepFailure.Configuration(
                        agreement + " (SQLSTATE " + state() + "); check " + settings.role() + "_URL", error);
    }

    private String reason() {
        if (caused(CertificateExpiredException.class)) {
            return "its certificate has expired";
        }
        if (caused(CertPathBuilderException.class)) {
            return "its certificate is of no authority that is trusted";
        }
        if (SqlFailure.message(error).contains("could not be verified by hostnameverifier")) {
            return "its certificate is for another host";
        }
        return isAnswer() ? SqlFailure.message(error) : reasonInTheNetwork();
    }

    private String reasonInTheNetwork() {
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
            return settings.startsWithTls()
                    ? "the server closed the connection, as it does before PostgreSQL 17 under sslnegotiation=direct"
                    : "the server closed the connection";
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
