package dev.daybook.postgres;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The options that an address may carry. Only these: options that name classes or files to write have been ways into the
 * driver (CVE-2022-21724, CVE-2022-26520), and others would undo what {@link PinnedSettings} pins.
 */
final class ConnectionOptions {

    /** From libpq's and pgjdbc's names, in lower case, to pgjdbc's. */
    private static final Map<String, String> ALLOWED = allowed();

    private static final Map<String, String> TARGET_SERVER_TYPES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "secondary", "secondary",
            "prefer-standby", "preferSecondary",
            "prefersecondary", "preferSecondary");

    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final List<String> SECONDS = List.of("connectTimeout", "socketTimeout");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,40}");

    private ConnectionOptions() {}

    private static Map<String, String> allowed() {
        Map<String, String> names = new TreeMap<>();
        for (String name : List.of(
                "channelBinding",
                "connectTimeout",
                "gssEncMode",
                "hostRecheckSeconds",
                "loadBalanceHosts",
                "prepareThreshold",
                "requireAuth",
                "socketTimeout",
                "sslcert",
                "sslkey",
                "sslmode",
                "sslNegotiation",
                "sslrootcert",
                "targetServerType")) {
            names.put(name, name);
        }
        names.put("channel_binding", "channelBinding");
        names.put("connect_timeout", "connectTimeout");
        names.put("gssencmode", "gssEncMode");
        names.put("require_auth", "requireAuth");
        names.put("sslnegotiation", "sslNegotiation");
        names.put("target_session_attrs", "targetServerType");
        return names;
    }

    /**
     * Reads {@code name=value&name=value}.
     *
     * @param options gets the allowed ones under pgjdbc's names
     * @param credentials gets {@code user} and {@code password}, when they are there
     * @param problems gets everything that is wrong; a value is never shown
     */
    static void read(
            String text, Map<String, String> options, Map<String, String> credentials, Consumer<String> problems) {
        for (String option : text.split("&")) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : ConnectionUrl.decode(option.substring(equals + 1));
            if (!NAME.matcher(name).matches() || value.isEmpty()) {
                problems.accept("has an option that is not name=value");
            } else if (name.equals("user") || name.equals("password")) {
                credentials.put(name, value);
            } else if (ALLOWED.containsKey(name)) {
                put(ALLOWED.get(name), name, value, options, problems);
            } else {
                problems.accept("option '" + name + "' is not allowed" + hint(name));
            }
        }
    }

    private static void put(
            String name, String given, String value, Map<String, String> options, Consumer<String> problems) {
        String translated =
                name.equals("targetServerType") ? TARGET_SERVER_TYPES.get(value.toLowerCase(Locale.ROOT)) : value;
        if (translated == null) {
            problems.accept(
                    "option '" + given + "' takes " + String.join(", ", new TreeMap<>(TARGET_SERVER_TYPES).keySet()));
        } else if (name.equals("sslmode") && !SSL_MODES.contains(value)) {
            problems.accept("option '" + given + "' takes " + String.join(", ", SSL_MODES));
        } else if (SECONDS.contains(name) && !value.matches("\\d{1,6}")) {
            problems.accept("option '" + given + "' takes a number of seconds");
        } else if (options.put(name, translated) != null) {
            problems.accept("option '" + given + "' is given twice");
        }
    }

    private static String hint(String name) {
        return NearMiss.find(name, ALLOWED.keySet())
                .map(near -> "; did you mean '" + near + "'?")
                .orElseGet(() -> "; allowed are " + String.join(", ", ALLOWED.keySet()));
    }
}
