package dev.daybook.postgres.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What becomes of an option of an address: it is passed on to the driver, it asks for what is so anyway, or it is refused
 * for a reason. The names are those of libpq (PostgreSQL's manual, "Parameter Key Words"), of pgjdbc, and of what
 * providers put into the addresses they show.
 */
sealed interface AddressOption {

    /**
     * The driver gets it.
     *
     * @param property the driver's name for it
     * @param takes what values it takes, for messages
     * @param values from a value to the driver's, empty for one that it does not take
     */
    record Passed(String property, String takes, Function<String, Optional<String>> values) implements AddressOption {}

    /**
     * It holds without doing anything.
     *
     * @param takes the value with which that is so, for messages
     * @param value the pattern of that value
     */
    record Holds(String takes, Pattern value) implements AddressOption {}

    /** @param reason why it is refused, and what to use instead */
    record Refused(String reason) implements AddressOption {}

    /** A way of authentication, as libpq's {@code require_auth} has them. */
    String METHOD = "!?(none|password|md5|scram-sha-256|gss|sspi)";

    /** All known options by name. */
    SortedMap<String, AddressOption> KNOWN = known();

    /** The names of those that are not refused. */
    static List<String> allowed() {
        return KNOWN.entrySet().stream()
                .filter(option -> !(option.getValue() instanceof Refused))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static SortedMap<String, AddressOption> known() {
        SortedMap<String, AddressOption> options = new TreeMap<>();
        addConnecting(options);
        addTls(options);
        addHolding(options);
        addRefused(options);
        return options;
    }

    private static void addConnecting(Map<String, AddressOption> options) {
        put(options, words("channelBinding", "disable", "prefer", "require"), "channelBinding", "channel_binding");
        put(options, seconds("connectTimeout"), "connectTimeout", "connect_timeout");
        put(options, words("gssEncMode", "disable", "allow", "prefer", "require"), "gssEncMode", "gssencmode");
        put(options, seconds("hostRecheckSeconds"), "hostRecheckSeconds");
        put(options, words("loadBalanceHosts", "false", "true"), "loadBalanceHosts");
        put(options, words("loadBalanceHosts", Map.of("disable", "false", "random", "true")), "load_balance_hosts");
        put(options, number("prepareThreshold", "a number of executions", "\\d{1,6}"), "prepareThreshold");
        put(
                options,
                number(
                        "requireAuth",
                        "none, password, md5, scram-sha-256, gss or sspi, or several with commas, or with ! before each",
                        METHOD + "(," + METHOD + ")*"),
                "requireAuth",
                "require_auth");
        put(options, seconds("socketTimeout"), "socketTimeout");
        put(options, words("targetServerType", serverTypes()), "targetServerType", "target_session_attrs");
        put(options, new Passed("ApplicationName", "a name", Optional::of), "ApplicationName", "application_name");
        put(options, words("tcpKeepAlive", Map.of("0", "false", "1", "true")), "keepalives");
        put(options, words("tcpKeepAlive", "false", "true"), "tcpKeepAlive");
        for (String name : KeepAliveSockets.OPTIONS) {
            put(options, number(name, "a number up to 29999, 0 for the system's", "\\d{1,4}|[12]\\d{4}"), name);
        }
        // Read by Neon and Supabase instead of the host's name; other values would undo what is pinned.
        put(
                options,
                number(
                        "options",
                        "endpoint=NAME, project=NAME or reference=NAME only, as settings of the session are Daybook's own",
                        "(endpoint|project|reference)=[A-Za-z0-9._-]+"),
                "options");
    }

    private static Map<String, String> serverTypes() {
        return Map.of(
                "any", "any",
                "read-write", "primary",
                "primary", "primary",
                "read-only", "secondary",
                "standby", "secondary",
                "secondary", "secondary",
                "prefer-standby", "preferSecondary",
                "prefersecondary", "preferSecondary");
    }

    private static void addTls(Map<String, AddressOption> options) {
        put(options, words("ssl", "false", "true"), "ssl");
        put(options, words("sslmode", "disable", "allow", "prefer", "require", "verify-ca", "verify-full"), "sslmode");
        put(options, words("sslNegotiation", "postgres", "direct"), "sslNegotiation", "sslnegotiation");
        for (String file : List.of("sslcert", "sslkey", "sslrootcert")) {
            put(options, new Passed(file, "a file", Optional::of), file);
        }
    }

    private static void addHolding(Map<String, AddressOption> options) {
        holds(options, "client_encoding", "utf8", "(?i)utf-?8");
        holds(options, "fallback_application_name", "a name", "(?s).+");
        // Prisma's: no named statements, which is so by default here.
        holds(options, "pgbouncer", "true or false", "true|false");
        holds(options, "statement_cache_size", "a number", "\\d+");
        holds(options, "ssl_min_protocol_version", "TLSv1, TLSv1.1 or TLSv1.2", "TLSv1(\\.[12])?");
        holds(options, "sslcertmode", "allow", "allow");
        holds(options, "sslcompression", "0", "0");
        holds(options, "sslsni", "1", "1");
        // A label in the addresses that Vercel's Supabase integration gives.
        holds(options, "supa", "a name", "[A-Za-z0-9._-]+");
    }

    private static void addRefused(Map<String, AddressOption> options) {
        refused(options, "it belongs before the ?, as host:port/database", "host", "hostaddr", "port", "dbname");
        refused(options, "the variable that ends in _PASSWORD_FILE names a file with the password", "passfile");
        refused(options, "write host and database into the address", "service", "servicefile");
        refused(options, "Java cannot set it; socketTimeout limits the wait for an answer", "tcp_user_timeout");
        refused(options, "it is for a pool of Prisma's; leave it out", "connection_limit", "pool_timeout");
        refused(options, "it is Prisma's; sslmode says what is checked", "sslaccept", "sslidentity");
        refused(
                options,
                "settings of the session are Daybook's own; leave it out",
                "currentSchema",
                "schema",
                "search_path",
                "statement_timeout",
                "preferQueryMode",
                "readOnly");
        refused(options, "lists of revoked certificates are not read", "sslcrl", "sslcrldir");
        refused(options, "Java sends files of keys nowhere; leave it out", "sslkeylogfile");
    }

    private static void put(Map<String, AddressOption> options, AddressOption option, String... names) {
        Arrays.stream(names).forEach(name -> options.put(name, option));
    }

    private static void holds(Map<String, AddressOption> options, String name, String takes, String pattern) {
        options.put(name, new Holds(takes, Pattern.compile(pattern)));
    }

    private static void refused(Map<String, AddressOption> options, String reason, String... names) {
        put(options, new Refused(reason), names);
    }

    private static Passed seconds(String property) {
        return number(property, "a number of seconds", "\\d{1,6}");
    }

    private static Passed number(String property, String takes, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return new Passed(property, takes, value -> Optional.of(value).filter(compiled.asMatchPredicate()));
    }

    private static Passed words(String property, String... values) {
        return new Passed(
                property, String.join(", ", values), value -> Optional.of(value).filter(List.of(values)::contains));
    }

    private static Passed words(String property, Map<String, String> values) {
        String takes = values.keySet().stream().sorted().collect(Collectors.joining(", "));
        return new Passed(property, takes, value -> Optional.ofNullable(values.get(value.toLowerCase(Locale.ROOT))));
    }

    /** Reads one value; the driver's form of it, or empty when it is not one that the option takes. */
    static Optional<String> value(Passed option, String value) {
        return option.values().apply(value);
    }
}
