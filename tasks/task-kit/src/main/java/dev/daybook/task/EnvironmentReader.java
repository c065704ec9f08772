package dev.daybook.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads settings from environment variables and collects what is wrong with them, so that all of it is reported at
 * once. Made by {@link Environment#read}, which throws when a problem was found; until then a missing value is replaced
 * by an empty one.
 */
public final class EnvironmentReader {

    private final Environment environment;
    private final List<String> problems = new ArrayList<>();

    EnvironmentReader(Environment environment) {
        this.environment = environment;
    }

    /** The value of a variable that must be set. */
    public String required(String name) {
        return optional(name).orElseGet(() -> {
            problems.add(name + " is not set");
            return "";
        });
    }

    /** The value of a variable that may be set; an empty value counts as not set. */
    public Optional<String> optional(String name) {
        return environment.get(name);
    }

    /** The secret in variable {@code name}, or in the file that variable {@code <name>_FILE} names. */
    public Secret secret(String name) {
        Optional<String> value = environment.get(name);
        Optional<String> file = environment.get(name + "_FILE");
        if (value.isPresent()) {
            return new Secret(value.get());
        }
        return file.map(path -> new SecretFile(name + "_FILE", Path.of(path)).read(problems))
                .orElseGet(() -> new Secret(required(name)));
    }

    /** Adds a problem that the caller found: one line that names the variable. */
    public void problem(String line) {
        problems.add(line);
    }

    List<String> problems() {
        return problems;
    }
}
