package dev.daybook.postgres.connect;

import dev.daybook.task.text.NearMiss;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The options that an address may carry. Only these: options that name classes or files to write have been ways into the
 * driver (CVE-2022-21724, CVE-2022-26520), and others would undo what {@link PinnedSettings} pins.
 */
final class ConnectionOptions {

    /** What is not handed on as an option: two of these are secrets. */
    private static final List<String> CREDENTIALS = List.of("user", "password", "sslpassword");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,40}");

    private ConnectionOptions() {}

    /**
     * Reads {@code name=value&name=value}.
     *
     * @param options gets the allowed ones under pgjdbc's names
     * @param credentials gets {@code user}, {@code password} and {@code sslpassword}, when they are there
     * @param problems gets everything that is wrong; a value is never shown
     */
    static void read(
            String text, Map<String, String> options, Map<String, String> credentials, Consumer<String> problems) {
        // A password with unescaped ?, & and = in it looks like options: then no name is repeated either.
        boolean mayHoldSecret = text.contains("@") || text.contains("password=");
        String expected =
                "has an option that is not allowed, or user and password hold one of ?, &, = and @, which have to"
                        + " be in %XX form; allowed are " + String.join(", ", AddressOption.allowed());
        for (String option : text.split("&")) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : ConnectionUrl.decode(option.substring(equals + 1));
            if (!NAME.matcher(name).matches() || value.isEmpty()) {
                problems.accept("has an option that is not name=value");
            } else if (CREDENTIALS.contains(name)) {
                credentials.put(name, value);
            } else if (option.contains("@")) {
                problems.accept(expected);
            } else if (AddressOption.KNOWN.containsKey(name)) {
                put(name, value, options, problems);
            } else if (mayHoldSecret) {
                problems.accept(expected);
            } else {
                problems.accept("option '" + name + "' is not allowed" + hint(name));
            }
        }
    }

    private static void put(String name, String value, Map<String, String> options, Consumer<String> problems) {
        switch (Objects.requireNonNull(AddressOption.KNOWN.get(name), "a known option")) {
            case AddressOption.Passed passed -> {
                Optional<String> translated = AddressOption.value(passed, value);
                if (translated.isEmpty()) {
                    problems.accept("option '" + name + "' takes " + passed.takes());
                } else if (options.put(passed.property(), translated.get()) != null) {
                    problems.accept("option '" + name + "' is given twice");
                }
            }
            case AddressOption.Holds holds -> {
                if (!holds.value().matcher(value).matches()) {
                    problems.accept("option '" + name + "' takes " + holds.takes() + " only");
                }
            }
            case AddressOption.Refused refused ->
                problems.accept("option '" + name + "' is not allowed; " + refused.reason());
        }
    }

    private static String hint(String name) {
        return NearMiss.ofLongName(name, AddressOption.allowed())
                .map(near -> "; did you mean '" + near + "'?")
                .orElseGet(() -> "; allowed are " + String.join(", ", AddressOption.allowed()));
    }
}
