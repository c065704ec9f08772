package dev.daybook.postgres.connect;

import dev.daybook.task.Environment;
import dev.daybook.task.EnvironmentReader;
import dev.daybook.task.Secret;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.util.HostSpec;

/**
 * Where a database is and who connects; {@link #toString()} shows host, port and database, nothing secret. Safe for use by
 * many threads.
 */
public final class ConnectionSettings {

    private final String role;
    private final ConnectionUrl url;
    private final String user;
    private final Secret password;

    /** The hosts that were found to give a connection one session for all its transactions. */
    private final Set<HostSpec> keepSessions = ConcurrentHashMap.newKeySet();

    private ConnectionSettings(String role, ConnectionUrl url, String user, Secret password) {
        this.role = role;
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /**
     * Reads {@code <role>_URL}, {@code <role>_USER} and {@code <role>_PASSWORD} or {@code <role>_PASSWORD_FILE}. User and
     * password may stand in the address instead.
     *
     * @param role {@code SOURCE_DB} or {@code WAREHOUSE_DB}
     * @throws dev.daybook.task.StepFailure.Configuration with everything that is wrong, in one line
     */
    public static ConnectionSettings from(Environment environment, String role) {
        return environment.read(reader -> read(reader, role));
    }

    private static ConnectionSettings read(EnvironmentReader reader, String role) {
        String urlVariable = role + "_URL";
        Optional<ConnectionUrl> url = Optional.of(reader.required(urlVariable))
                .filter(text -> !text.isEmpty())
                .flatMap(text -> ConnectionUrl.parse(text, problem -> reader.problem(urlVariable + ": " + problem)));
        url.ifPresent(address -> TlsOptions.settle(
                address.options(), address.keyPassphrase(), problem -> reader.problem(urlVariable + ": " + problem)));
        Optional<String> userInUrl = url.flatMap(ConnectionUrl::user);
        Optional<Secret> passwordInUrl = url.flatMap(ConnectionUrl::password);
        String userVariable = role + "_USER";
        Optional<String> userVariableValue = reader.optional(userVariable);
        if (userInUrl.isPresent()
                && userVariableValue.filter(userInUrl.get()::equals).isEmpty()) {
            userVariableValue.ifPresent(
                    _ -> reader.problem(urlVariable + ": names another user than " + userVariable + "; keep one"));
        }
        String user = userInUrl.or(() -> userVariableValue).orElseGet(() -> reader.required(userVariable));
        return new ConnectionSettings(
                role, url.orElse(ConnectionUrl.UNREADABLE), user, password(reader, role, passwordInUrl));
    }

    private static Secret password(EnvironmentReader reader, String role, Optional<Secret> inUrl) {
        String variable = role + "_PASSWORD";
        boolean inEnvironment = reader.optional(variable).isPresent()
                || reader.optional(variable + "_FILE").isPresent();
        if (inUrl.isPresent() && inEnvironment) {
            reader.problem(role + "_URL: holds a password, and " + variable + " or " + variable
                    + "_FILE is set too; keep one, best the file");
        }
        return inUrl.isPresent() ? inUrl.get() : reader.secret(variable);
    }

    /**
     * A new connection in autocommit mode with {@link PinnedSettings}; the caller closes it. A server that does not
     * answer is tried three times; a refused password or an unknown database is not tried again. Nothing is set in the
     * session of a pooler that would give it to others ({@link SessionProbe}).
     *
     * <p>An answer that does not come within {@code socketTimeout} (an option of the address, in seconds) ends a
     * connection; by default 600 for a source and 3,600 for a warehouse, where one statement may build an index.
     *
     * @param applicationName what {@code pg_stat_activity} shows unless the address has its own, for example
     *     {@code daybook extract-postgres}
     * @throws dev.daybook.task.StepFailure.Unreachable when no host answers
     * @throws dev.daybook.task.StepFailure.Denied when the password or the user is refused
     * @throws dev.daybook.task.StepFailure.Configuration when there is no such database, TLS cannot be agreed on, or a
     *     pooler gives each transaction another session
     * @throws dev.daybook.task.StepFailure.Temporary when the server starts, stops or has no connection left
     */
    public Connection connect(String applicationName) {
        Properties properties = new Properties();
        properties.putAll(url.options());
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        url.keyPassphrase().ifPresent(passphrase -> properties.setProperty("sslpassword", passphrase.reveal()));
        properties.putIfAbsent("ApplicationName", applicationName);
        return new Connector(this, url.driverUrl(), properties, keepSessions).connect();
    }

    /** Host, port and database, for messages: {@code localhost:5432/northwind}. */
    public String place() {
        return EscapedText.of(url.place());
    }

    /** Whether TLS begins without asking the server first ({@code sslnegotiation=direct}). */
    boolean startsWithTls() {
        return "direct".equals(url.options().get("sslNegotiation"));
    }

    /** What the driver is given for one of the hosts. */
    String driverUrl(String host) {
        return url.driverUrl(host);
    }

    /** Host and port, for messages. */
    String hosts() {
        return String.join(",", url.hosts());
    }

    /** The database's name. */
    public String database() {
        return url.database();
    }

    /** The role that connects. */
    public String user() {
        return user;
    }

    /** {@code SOURCE_DB} or {@code WAREHOUSE_DB}: the prefix of the variables these settings come from. */
    public String role() {
        return role;
    }

    @Override
    public String toString() {
        return place();
    }
}
