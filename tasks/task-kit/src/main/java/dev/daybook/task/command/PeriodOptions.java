package dev.daybook.task.command;

import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.RunId;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.log.LogLines;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command that works for a period, in the one order that every help text shows. */
final class PeriodOptions implements OptionRules {

    static final String DATE = "--date";

    private final Instant now;
    private final boolean isDateRequired;

    @Option(
            names = "--pipeline",
            required = true,
            paramLabel = "NAME",
            description = "the pipeline, for example northwind")
    private @Nullable PipelineName pipeline;

    @Option(
            names = DATE,
            paramLabel = "DATE",
            description = "the day to work for, YYYY-MM-DD (an hour: YYYY-MM-DDTHH); required")
    private @Nullable Period period;

    @Option(
            names = "--lake",
            paramLabel = "FOLDER",
            converter = LakeReader.class,
            description = "the root folder of the lake")
    private Path lake = Path.of("output");

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description = "the identity of this run; default: time and random digits")
    private @Nullable RunId runId;

    @Option(
            names = "--attempt",
            paramLabel = "N",
            converter = AttemptReader.class,
            description = "the number of this attempt of the run")
    private int attempt = 1;

    @Mixin
    private final DisplayOptions display;

    @Option(names = "--receipt-file", paramLabel = "FILE", description = "write the receipt to this file too")
    private @Nullable Path receiptFile;

    /** @param isDateRequired whether the command works for a period */
    PeriodOptions(DisplayOptions display, Instant now, boolean isDateRequired) {
        this.display = display;
        this.now = now;
        this.isDateRequired = isDateRequired;
    }

    /** Reads {@code --lake}. */
    static final class LakeReader implements ITypeConverter<Path> {

        private static final Pattern REMOTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

        @Override
        public Path convert(String text) {
            if (REMOTE.matcher(text).matches()) {
                throw new StepFailure.Configuration("expected a local folder, remote lakes come in a later version");
            }
            if (text.isEmpty() || text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("expected a folder");
            }
            return Path.of(text);
        }
    }

    /** Reads {@code --attempt}. */
    static final class AttemptReader extends WholeNumber {
        AttemptReader() {
            super(1, Integer.MAX_VALUE);
        }
    }

    @Override
    public List<Problem> problems() {
        if (period == null) {
            return isDateRequired
                    ? List.of(new Problem(DATE, "required, give --date DATE or set DAYBOOK_DATE"))
                    : List.of();
        }
        return !period.begin().isAfter(now)
                ? List.of()
                : List.of(new Problem(
                        DATE,
                        "expected a period that has begun in UTC, found '" + period + "', and now is "
                                + LogLines.seconds(now)));
    }

    /** The period, when it is given. */
    Optional<Period> period() {
        return Optional.ofNullable(period);
    }

    Optional<Path> receiptFile() {
        return Optional.ofNullable(receiptFile);
    }

    /** What is known of the run, for a receipt without a request. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        if (pipeline != null) {
            facts.put("pipeline", pipeline.value());
        }
        if (period != null) {
            facts.put("period", period.toString());
        }
        facts.put("run_id", runId().value());
        return facts;
    }

    private RunId runId() {
        RunId known = runId == null ? RunId.create(now) : runId;
        runId = known;
        return known;
    }

    /** The request, when nothing is wrong. */
    StepRequest request() {
        return new StepRequest(
                Objects.requireNonNull(pipeline, "--pipeline is required"),
                period == null ? Period.day(LocalDate.ofInstant(now, ZoneOffset.UTC)) : period,
                lake.toAbsolutePath().normalize(),
                runId(),
                attempt);
    }
}
