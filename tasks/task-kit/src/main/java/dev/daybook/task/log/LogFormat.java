package dev.daybook.task.log;

/** How log lines look, {@code --log-format}. */
public enum LogFormat {
    /** For people: time, level, message. */
    TEXT,
    /** One JSON object a line. */
    JSON
}
