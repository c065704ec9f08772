package dev.daybook.task.progress;

/** How progress is shown, {@code --progress}. */
public enum ProgressMode {
    /** A bar on a terminal, else lines. */
    AUTO,
    /** A log line when a part ends, and every half minute of longer work. */
    PLAIN,
    /** As plain, each line a JSON object. */
    JSON,
    /** Nothing. */
    NONE
}
