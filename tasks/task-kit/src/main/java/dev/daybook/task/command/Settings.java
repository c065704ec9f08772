package dev.daybook.task.command;

import dev.daybook.task.log.LogFormat;
import dev.daybook.task.log.LogLevel;
import dev.daybook.task.progress.ProgressMode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a program shows what it does.
 *
 * @param progress how progress is shown
 * @param logFormat how log lines look
 * @param logLevel the least level that is logged
 * @param receiptFile where the receipt is written besides stdout
 */
public record Settings(ProgressMode progress, LogFormat logFormat, LogLevel logLevel, Optional<Path> receiptFile) {

    /** What holds while nothing else is known. */
    public static final Settings DEFAULT =
            new Settings(ProgressMode.AUTO, LogFormat.TEXT, LogLevel.INFO, Optional.empty());
}
