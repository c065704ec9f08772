package dev.daybook.task;

/**
 * An environment variable that a step reads besides those of its options, for {@code --help}.
 *
 * @param name the variable, for example {@code SOURCE_DB_URL}
 * @param description what it holds, one short line
 */
public record EnvironmentVariable(String name, String description) {}
