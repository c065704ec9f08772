package dev.daybook.task;

import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Reads settings from environment variables and collects what is wrong with them, so that all of it is reported at
 * once. Made by {@link Environment#read}, which throws when a problem was found; until then a missing value is replaced
 * by an empty one.
 */
public final class EnvironmentReader {

    private static final String FILE = "_FILE";

    private final Environment environment;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private final List<Supplier<String>> problems = new ArrayList<>();

    EnvironmentReader(Environment environment) {
        this.environment = environment;
    }

    /** The value of a variable that must be set. */
    public String required(String name) {
        return optional(name).orElseGet(() -> {
            missing.add(name);
            problems.add(() -> name + ": not set" + misspelt(List.of(name)));
            return "";
        });
    }

    /** The value of a variable that may be set; an empty value counts as not set. */
    public Optional<String> optional(String name) {
        asked.add(name);
        return environment.get(name);
    }

    /** The secret in variable {@code name}, or in the file that variable {@code <name>_FILE} names. */
    public Secret secret(String name) {
        return optionalSecret(name).orElseGet(() -> {
            missing.addAll(List.of(name, name + FILE));
            problems.add(() -> name + ": not set, nor " + name + FILE + misspelt(List.of(name, name + FILE)));
            return new Secret("");
        });
    }

    /** As {@link #secret}, but neither variable need be set. */
    public Optional<Secret> optionalSecret(String name) {
        Optional<String> value = optional(name);
        Optional<String> file = optional(name + FILE);
        if (value.isPresent() && file.isPresent()) {
            problem(name + " and " + name + FILE + ": both set, expected one of them");
        }
        return file.map(path -> secretIn(name + FILE, path)).or(() -> value.map(Secret::new));
    }

    private Secret secretIn(String variable, String path) {
        List<String> found = new ArrayList<>();
        Secret secret = new Secret("");
        try {
            secret = new SecretFile(variable, Path.of(path)).read(found);
        } catch (InvalidPathException e) {
            found.add(SecretFile.notFound(variable));
        }
        found.forEach(this::problem);
        return secret;
    }

    /** Adds a problem that the caller found: one line that names the variable. */
    public void problem(String line) {
        problems.add(() -> line);
    }

    /** A variable that is set, that nobody asked for, and whose name is close to one that is missing. */
    private String misspelt(List<String> names) {
        Set<String> others = new TreeSet<>(environment.variables().keySet());
        others.removeAll(asked);
        return names.stream()
                .flatMap(name -> NearMiss.of(name, others)
                        // It may be closer to another one that is missing.
                        .filter(found -> NearMiss.of(found, missing).equals(Optional.of(name)))
                        .stream())
                .findFirst()
                .map(found -> ", did you misspell it as " + EscapedText.of(found) + "?")
                .orElse("");
    }

    /** What is wrong, one line each. */
    List<String> problems() {
        return problems.stream().map(Supplier::get).toList();
    }
}
