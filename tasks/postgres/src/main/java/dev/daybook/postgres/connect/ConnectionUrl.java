package dev.daybook.postgres.connect;

import dev.daybook.task.Secret;
import java.net.Inet6Address;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database's address in either spelling: {@code jdbc:postgresql://host:port/database?option=value} as pgjdbc's manual has
 * it, or {@code postgresql://user:password@host:port/database?option=value} as libpq's has it ("Connection URIs"), several
 * hosts separated by commas in both.
 *
 * @param hosts {@code host:port}, at least one
 * @param database the database's name
 * @param user the user in the address, if there is one
 * @param password the password in the address, if there is one
 * @param keyPassphrase the passphrase of the client's key ({@code sslpassword}), if there is one
 * @param options the options under pgjdbc's names
 */
record ConnectionUrl(
        List<String> hosts,
        String database,
        Optional<String> user,
        Optional<Secret> password,
        Optional<Secret> keyPassphrase,
        SortedMap<String, String> options) {

    /** Stands for an address that cannot be read; what is wrong with it is told elsewhere. */
    static final ConnectionUrl UNREADABLE =
            new ConnectionUrl(List.of(), "", Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>());

    private static final Pattern SPELLING = Pattern.compile(
            "(?:jdbc:postgresql|postgresql|postgres)://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
                    + "(?<hosts>[^@/?]*)(?:/(?<database>[^?/@]*))?(?:\\?(?<options>.*))?",
            Pattern.DOTALL);
    private static final Pattern SHORT_SPELLING =
            Pattern.compile("jdbc:postgresql:(?<database>[^?/:@]+)(?:\\?(?<options>.*))?", Pattern.DOTALL);
    /** The labels are those of RFC 1123, with the underscore that names in container networks have. */
    private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";

    private static final Pattern HOST =
            Pattern.compile("(?<host>\\[(?<literal>[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?)\\]|(?:" + LABEL + "(?:\\."
                    + LABEL + ")*\\.?)?)(?::(?<port>\\d{0,5}))?");
    private static final int LONGEST_HOST = 253;
    private static final int DEFAULT_PORT = 5432;
    private static final int LAST_PORT = 65_535;
    private static final String EXPECTED = "expected jdbc:postgresql://host:port/database or"
            + " postgresql://host:port/database, other characters than letters and digits in %XX form";

    /**
     * Reads an address. No message shows a part of it that could be a piece of a password.
     *
     * @param problems gets everything that is wrong; what is returned then is not to be used
     */
    static Optional<ConnectionUrl> parse(String url, Consumer<String> problems) {
        Matcher full = SPELLING.matcher(url);
        Matcher brief = SHORT_SPELLING.matcher(url);
        try {
            if (full.matches()) {
                return parse(full, problems);
            }
            if (brief.matches()) {
                return Optional.of(of(List.of("localhost:" + DEFAULT_PORT), brief, problems));
            }
        } catch (IllegalArgumentException e) {
            problems.accept(e.getMessage());
            return Optional.empty();
        }
        problems.accept(EXPECTED);
        return Optional.empty();
    }

    private static Optional<ConnectionUrl> parse(Matcher url, Consumer<String> problems) {
        List<String> hosts = new ArrayList<>();
        for (String text : url.group("hosts").split(",", -1)) {
            Matcher host = HOST.matcher(decode(text));
            if (!host.matches() || !isPossible(host)) {
                problems.accept(EXPECTED);
                return Optional.empty();
            }
            String name = host.group("host").isEmpty() ? "localhost" : host.group("host");
            hosts.add(name + ":" + port(host));
        }
        return Optional.of(of(hosts, url, problems));
    }

    private static boolean isPossible(Matcher host) {
        int port = port(host);
        return port >= 1
                && port <= LAST_PORT
                && host.group("host").length() <= LONGEST_HOST
                && isLiteral(host.group("literal"));
    }

    private static int port(Matcher host) {
        String port = host.group("port");
        return port == null || port.isEmpty() ? DEFAULT_PORT : Integer.parseInt(port);
    }

    private static boolean isLiteral(@Nullable String address) {
        if (address == null) {
            return true;
        }
        try {
            // The zone names an interface of this machine, which may come and go.
            Inet6Address.ofLiteral(address.replaceFirst("%.*", ""));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ConnectionUrl of(List<String> hosts, Matcher url, Consumer<String> problems) {
        SortedMap<String, String> options = new TreeMap<>();
        Map<String, String> credentials = new TreeMap<>();
        boolean full = url.namedGroups().containsKey("user");
        put(credentials, "user", full ? url.group("user") : null);
        put(credentials, "password", full ? url.group("password") : null);
        String given = url.group("options");
        if (given != null && !given.isEmpty()) {
            ConnectionOptions.read(given, options, credentials, problems);
        }
        String database = url.group("database") == null ? "" : decode(url.group("database"));
        if (database.isEmpty()) {
            problems.accept("names no database; " + EXPECTED);
        }
        return new ConnectionUrl(
                List.copyOf(hosts),
                database,
                Optional.ofNullable(credentials.get("user")),
                Optional.ofNullable(credentials.get("password")).map(Secret::new),
                Optional.ofNullable(credentials.get("sslpassword")).map(Secret::new),
                options);
    }

    private static void put(Map<String, String> credentials, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            credentials.put(name, decode(value));
        }
    }

    /** Hosts, ports and database, without anything else. */
    String place() {
        return String.join(",", hosts) + "/" + database;
    }

    /** What pgjdbc is given: hosts, ports and database; all else is a property. */
    String driverUrl() {
        return driverUrl(String.join(",", hosts));
    }

    /** The same for one of the hosts. */
    String driverUrl(String host) {
        return "jdbc:postgresql://" + host + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /**
     * Decodes {@code %XX}; a plus sign stays one.
     *
     * @throws IllegalArgumentException when a percent sign is not followed by two hexadecimal digits, or the bytes are
     *     not UTF-8; the message does not show the text
     */
    static String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.put(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException(
                        "has a % that is not followed by two hexadecimal digits; write %25 for a percent sign");
            }
            decoded.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            String result =
                    StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
            if (result.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("has a NUL (%00), which nothing in it can hold");
            }
            return result;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("has %XX forms that are not UTF-8", e);
        }
    }
}
