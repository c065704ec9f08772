package dev.daybook.architecture;

/**
 * A class or a method and its length.
 *
 * @param name {@code Class} or {@code Class#method}, without the package: a class that moves keeps its name
 * @param lines from its first annotation or modifier to its closing brace
 */
record Measured(String name, long lines) {}
