package dev.daybook.task.log;

/** The least level that is logged. */
public enum LogLevel {
    /** For developers: also the causes of expected failures. */
    DEBUG,
    /** What was done. */
    INFO,
    /** What somebody should look at. */
    WARN,
    /** What failed. */
    ERROR
}
