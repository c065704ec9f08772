package dev.daybook.task.command;

import dev.daybook.task.log.LogFormat;
import dev.daybook.task.log.LogLevel;
import dev.daybook.task.progress.ProgressMode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every command has: how it shows what it does. */
final class DisplayOptions {

    @Option(names = "--progress", paramLabel = "auto|plain|json|none", description = "how progress is shown")
    private ProgressMode progress = Settings.DEFAULT.progress();

    @Option(names = "--log-format", paramLabel = "text|json", description = "how log lines look")
    private LogFormat logFormat = Settings.DEFAULT.logFormat();

    /** For developers; therefore a variable without an option. */
    @Option(
            names = "--log-level",
            hidden = true,
            description = "debug, info, warn or error: the least level logged; default: info")
    private LogLevel logLevel = Settings.DEFAULT.logLevel();

    Settings settings(Optional<Path> receiptFile) {
        return new Settings(progress, logFormat, logLevel, receiptFile);
    }
}
