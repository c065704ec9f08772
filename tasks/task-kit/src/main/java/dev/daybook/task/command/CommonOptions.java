package dev.daybook.task.command;

import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.RunId;
import dev.daybook.task.log.LogFormat;
import dev.daybook.task.progress.ProgressMode;
import dev.daybook.task.text.EscapedText;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that every step has, in the one order that every help text shows. */
final class CommonOptions {

    static final String PIPELINE = "--pipeline";
    static final String DATE = "--date";
    static final String LAKE = "--lake";
    static final String RUN_ID = "--run-id";
    static final String ATTEMPT = "--attempt";
    static final String PROGRESS = "--progress";
    static final String LOG_FORMAT = "--log-format";
    static final String RECEIPT_FILE = "--receipt-file";

    static final List<String> NAMES =
            List.of(PIPELINE, DATE, LAKE, RUN_ID, ATTEMPT, PROGRESS, LOG_FORMAT, RECEIPT_FILE);

    private CommonOptions() {}

    /** Adds what a command that works for a period has. */
    static void addForPeriod(CommandSpec spec) {
        add(
                spec,
                PIPELINE,
                "NAME",
                PipelineName.class,
                PipelineName::new,
                "the pipeline, for example northwind; required");
        add(
                spec,
                DATE,
                "DATE",
                Period.class,
                Period::parse,
                "the day to work for, YYYY-MM-DD (an hour: YYYY-MM-DDTHH); required");
        add(spec, LAKE, "FOLDER", String.class, text -> text, "the root folder of the lake; default: output");
        add(spec, RUN_ID, "ID", RunId.class, RunId::new, "the identity of this run; default: time and random digits");
        add(
                spec,
                ATTEMPT,
                "N",
                Integer.class,
                CommonOptions::attempt,
                "the number of this attempt of the run; default: 1");
        addForAll(spec);
        add(spec, RECEIPT_FILE, "FILE", Path.class, CommonOptions::file, "write the receipt to this file too");
    }

    /** Adds what every command has. */
    static void addForAll(CommandSpec spec) {
        add(spec, PROGRESS, "auto|plain|json|none", ProgressMode.class, null, "how progress is shown; default: auto");
        add(spec, LOG_FORMAT, "text|json", LogFormat.class, null, "how log lines look; default: text");
    }

    private static <T> void add(
            CommandSpec spec,
            String name,
            String label,
            Class<T> type,
            ITypeConverter<T> converter,
            String description) {
        OptionSpec.Builder option =
                OptionSpec.builder(name).paramLabel(label).type(type).description(description);
        if (converter != null) {
            option.converters(converter);
        }
        spec.addOption(option.build());
    }

    private static Integer attempt(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("expected a whole number from 1, found '" + EscapedText.of(text) + "'");
        }
        return Integer.valueOf(text);
    }

    private static Path file(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("expected a file, found ''");
        }
        return Path.of(text);
    }
}
