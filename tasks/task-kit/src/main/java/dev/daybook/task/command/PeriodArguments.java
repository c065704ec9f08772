package dev.daybook.task.command;

import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.RunId;
import dev.daybook.task.StepRequest;
import dev.daybook.task.log.LogLines;
import dev.daybook.task.text.EscapedText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** What the common options ask for, once they are read, and what is wrong beyond single values. */
final class PeriodArguments {

    private static final String DEFAULT_LAKE = "output";
    private static final Pattern REMOTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

    private final OptionReader reader;
    private final CommandSpec spec;
    private final Instant now;
    private final RunId runId;
    private final List<String> usageProblems = new ArrayList<>();
    private final List<String> configurationProblems = new ArrayList<>();
    private Path lake = Path.of(DEFAULT_LAKE);

    /** @param isDateRequired whether the command works for a period */
    PeriodArguments(OptionReader reader, CommandSpec spec, Clock clock, boolean isDateRequired) {
        this.reader = reader;
        this.spec = spec;
        this.now = clock.instant();
        this.runId = value(CommonOptions.RUN_ID, RunId.class).orElseGet(() -> RunId.create(now));
        require(CommonOptions.PIPELINE);
        if (isDateRequired) {
            require(CommonOptions.DATE);
        }
        refuseFuture();
        readLake(value(CommonOptions.LAKE, String.class).orElse(DEFAULT_LAKE));
    }

    private void require(String option) {
        if (!reader.isGiven(option)) {
            usageProblems.add(OptionReader.required(spec.findOption(option)));
        }
    }

    private void refuseFuture() {
        value(CommonOptions.DATE, Period.class)
                .filter(period -> period.begin().isAfter(now))
                .ifPresent(period -> usageProblems.add(reader.origin(CommonOptions.DATE)
                        + ": expected a period that has begun in UTC, found '" + period + "', and now is "
                        + LogLines.seconds(now)));
    }

    private void readLake(String text) {
        String found = ", found '" + EscapedText.of(text) + "'";
        if (REMOTE.matcher(text).matches()) {
            configurationProblems.add(reader.origin(CommonOptions.LAKE)
                    + ": expected a local folder, remote lakes come in a later version" + found);
            return;
        }
        try {
            lake = Path.of(text);
        } catch (InvalidPathException e) {
            usageProblems.add(reader.origin(CommonOptions.LAKE) + ": expected a folder" + found);
        }
        if (text.isEmpty()) {
            usageProblems.add(reader.origin(CommonOptions.LAKE) + ": expected a folder" + found);
        }
    }

    private <T> Optional<T> value(String option, Class<T> type) {
        return Optional.ofNullable(type.cast(spec.findOption(option).getValue()));
    }

    /** What is wrong with the arguments. */
    List<String> usageProblems() {
        return usageProblems;
    }

    /** What is wrong with what they name. */
    List<String> configurationProblems() {
        return configurationProblems;
    }

    /** What is known of the run, for a receipt without a request. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        value(CommonOptions.PIPELINE, PipelineName.class).ifPresent(name -> facts.put("pipeline", name.value()));
        value(CommonOptions.DATE, Period.class).ifPresent(period -> facts.put("period", period.toString()));
        facts.put("run_id", runId.value());
        return facts;
    }

    /** The request, when nothing is wrong. */
    StepRequest request() {
        return new StepRequest(
                value(CommonOptions.PIPELINE, PipelineName.class).orElseThrow(),
                value(CommonOptions.DATE, Period.class)
                        .orElseGet(() -> Period.day(LocalDate.ofInstant(now, ZoneOffset.UTC))),
                lake.toAbsolutePath().normalize(),
                runId,
                value(CommonOptions.ATTEMPT, Integer.class).orElse(1));
    }
}
