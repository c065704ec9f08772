package dev.daybook.task.command;

import dev.daybook.task.log.LogFormat;
import dev.daybook.task.progress.ProgressMode;
import dev.daybook.task.text.EscapedText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Reads how the program shows what it does; what is wrong there does not hide other problems. */
final class SettingsReader {

    /** For developers; therefore a variable without an option. */
    static final String LOG_LEVEL = OptionVariable.PREFIX + "LOG_LEVEL";

    private static final List<String> LEVELS = List.of("debug", "info", "warn", "error");

    private final CommandSpec spec;
    private final String logLevel;

    SettingsReader(CommandSpec spec, Map<String, String> environment) {
        this.spec = spec;
        String set = environment.getOrDefault(LOG_LEVEL, "");
        this.logLevel = set.isEmpty() ? Settings.DEFAULT.logLevel() : set;
    }

    List<String> problems() {
        return LEVELS.contains(logLevel)
                ? List.of()
                : List.of(LOG_LEVEL + ": expected one of " + String.join(", ", LEVELS) + ", found '"
                        + EscapedText.of(logLevel) + "'");
    }

    Settings settings() {
        return new Settings(
                value(CommonOptions.PROGRESS, ProgressMode.class).orElse(Settings.DEFAULT.progress()),
                value(CommonOptions.LOG_FORMAT, LogFormat.class).orElse(Settings.DEFAULT.logFormat()),
                LEVELS.contains(logLevel) ? logLevel : Settings.DEFAULT.logLevel(),
                value(CommonOptions.RECEIPT_FILE, Path.class));
    }

    private <T> Optional<T> value(String name, Class<T> type) {
        OptionSpec option = spec.findOption(name);
        return option == null ? Optional.empty() : Optional.ofNullable(type.cast(option.getValue()));
    }
}
