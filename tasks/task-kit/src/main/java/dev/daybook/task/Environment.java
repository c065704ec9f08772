package dev.daybook.task;

import java.util.Map;
import java.util.Optional;

/** The environment variables of the process. */
public final class Environment {

    private final Map<String, String> variables;

    /** @param variables names and values; copied */
    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The value of a variable; an empty value counts as not set. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** All variables. */
    public Map<String, String> variables() {
        return variables;
    }
}
