package dev.daybook.sourcefiles.input;

/**
 * What the files of a source are, in the words of messages.
 *
 * @param name the format's name, as in {@code expected a CSV file}
 * @param withoutRows what a file without rows looks like, in words, for whoever gives an empty one
 * @param another how another file is named, such as {@code name another with --file}
 */
public record FileFormat(String name, String withoutRows, String another) {}
