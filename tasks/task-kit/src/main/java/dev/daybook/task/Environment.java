package dev.daybook.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

    /**
     * Reads settings, all problems reported at once:
     *
     * <pre>{@code
     * Settings settings = environment.read(reader ->
     *         new Settings(reader.required("SOURCE_DB_URL"), reader.secret("SOURCE_DB_PASSWORD")));
     * }</pre>
     *
     * @throws StepFailure.Configuration with one line for each problem that the reader met
     */
    public <T> T read(Function<EnvironmentReader, T> settings) {
        EnvironmentReader reader = new EnvironmentReader(this);
        try {
            T read = settings.apply(reader);
            refuse(reader.problems());
            return read;
        } catch (IllegalArgumentException e) {
            // A stand-in for a missing value may be refused further down; the missing value is the cause.
            refuse(reader.problems());
            throw e;
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new StepFailure.Configuration(problems);
        }
    }

    /** All variables. */
    public Map<String, String> variables() {
        return variables;
    }
}
