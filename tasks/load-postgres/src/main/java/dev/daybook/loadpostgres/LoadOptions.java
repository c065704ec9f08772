package dev.daybook.loadpostgres;

import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.model.SourceName;
import dev.daybook.postgres.name.NamePattern;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.text.EscapedText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options of a load as they are written on the command line. */
final class LoadOptions {

    private static final int MOST_CONNECTIONS = 64;

    @Option(
            names = "--sources",
            split = ",",
            defaultValue = "postgres,csv",
            paramLabel = "NAME",
            description = "the sources that make up a day; all of them must be extracted")
    private List<String> sources = List.of();

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "how many tables are loaded at once; default: one for each processor, at most 4")
    private Integer connections;

    @Option(
            names = "--keep-days",
            defaultValue = "90",
            paramLabel = "N",
            description = "how many days stay in the warehouse; none that was loaded within 7 days is dropped")
    private int keepDays;

    @Option(
            names = "--grant-to",
            paramLabel = "ROLE",
            description = "the role that may read the views and the day's tables")
    private String grantTo;

    @Option(
            names = "--strict-foreign-keys",
            description =
                    "refuse a day in which a foreign key has orphans; otherwise a warning, and the key is left out")
    private boolean strictForeignKeys;

    @Option(
            names = "--max-shrink",
            paramLabel = "PERCENT",
            description =
                    "refuse a day in which a table has lost more of its rows than this against the newest earlier day")
    private String maxShrink;

    @Option(
            names = "--allow-missing",
            split = ",",
            paramLabel = "PATTERN",
            description =
                    "tables, by their names in the warehouse or as the extract spells them, that the newest loaded day not after this one may have"
                            + " and this one may lack; '*' stands for any text")
    private List<String> allowMissing = List.of();

    @Option(
            names = "--recreate-views",
            description = "drop a view that cannot be changed in place and make it anew, with its grants")
    private boolean recreateViews;

    @Option(
            names = "--reader-wait",
            defaultValue = "30",
            paramLabel = "SECONDS",
            description = "how long to try to move the views past long readers before giving up with 75")
    private int readerWait;

    @Option(
            names = "--take-over",
            description = "replace what lies in the period's place although Daybook did not make it")
    private boolean takeOver;

    @Option(
            names = "--require-signature",
            description = "refuse extracts whose manifest no key of LAKE_KEY_FILE has signed")
    private boolean requireSignature;

    @Option(
            names = "--switch-in-groups",
            paramLabel = "N",
            description = "move N views at a time, for days with more tables than the server's lock table holds; until"
                    + " all have moved, readers see two days; default: all in one moment")
    private Integer switchInGroups;

    /**
     * The lake's gate for a period.
     *
     * @throws StepFailure.Configuration when signatures are required and there is no key to verify them with
     */
    Gate gate(StepRequest request, StepContext context) {
        SigningKeys keys = SigningKeys.of(context.environment());
        if (requireSignature && keys.isEmpty()) {
            throw new StepFailure.Configuration("--require-signature: expected " + SigningKeys.VARIABLE
                    + "_FILE to name the file with the key that the extracts sign with, found it not set");
        }
        return new Gate(request, keys, requireSignature);
    }

    /**
     * Checks the options.
     *
     * @throws StepFailure.Usage with everything that is wrong
     * @throws StepFailure.Configuration when the pipeline's name cannot be that of a schema
     */
    LoadSettings check(PipelineName pipeline) {
        List<String> problems = new ArrayList<>();
        LoadSettings settings = new LoadSettings(
                sources(problems),
                connections(problems),
                atLeastOne("--keep-days", keepDays, problems),
                grantTo(problems),
                strictForeignKeys,
                maxShrink(problems),
                allowMissing(problems),
                recreateViews,
                Duration.ofSeconds(atLeastOne("--reader-wait", readerWait, problems)),
                takeOver,
                switchInGroups == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(atLeastOne("--switch-in-groups", switchInGroups, problems)));
        if (!problems.isEmpty()) {
            throw new StepFailure.Usage(String.join("; ", problems));
        }
        names(pipeline);
        return settings;
    }

    /** The pipeline's schemas. */
    static WarehouseNames names(PipelineName pipeline) {
        try {
            return new WarehouseNames(pipeline);
        } catch (IllegalArgumentException e) {
            throw new StepFailure.Configuration(e.getMessage());
        }
    }

    private List<SourceName> sources(List<String> problems) {
        Set<SourceName> names = new LinkedHashSet<>();
        for (String source : sources) {
            try {
                if (!names.add(new SourceName(source.strip()))) {
                    problems.add("--sources: '" + source.strip() + "' stands there twice");
                }
            } catch (IllegalArgumentException e) {
                problems.add("--sources: " + e.getMessage());
            }
        }
        if (sources.isEmpty()) {
            problems.add("--sources: expected at least one name, as in --sources postgres,csv");
        }
        return List.copyOf(names);
    }

    private int connections(List<String> problems) {
        if (connections == null) {
            return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
        }
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            problems.add("--connections: expected 1 to " + MOST_CONNECTIONS + ", found " + connections);
        }
        return connections;
    }

    private static int atLeastOne(String option, int value, List<String> problems) {
        if (value < 1) {
            problems.add(option + ": expected at least 1, found " + value);
        }
        return value;
    }

    private Optional<String> grantTo(List<String> problems) {
        if (grantTo != null && grantTo.isBlank()) {
            problems.add("--grant-to: expected the name of a role, found nothing");
        }
        return Optional.ofNullable(grantTo);
    }

    private List<NamePattern.Part> allowMissing(List<String> problems) {
        List<NamePattern.Part> patterns = new ArrayList<>();
        for (String pattern : allowMissing) {
            if (pattern.isBlank()) {
                problems.add(
                        "--allow-missing: expected the name of a table or a pattern such as 'old_*', found nothing");
            }
            patterns.addAll(WarehouseSpelling.of(pattern.strip()));
        }
        return patterns;
    }

    private OptionalDouble maxShrink(List<String> problems) {
        if (maxShrink == null) {
            return OptionalDouble.empty();
        }
        String number = maxShrink.endsWith("%") ? maxShrink.substring(0, maxShrink.length() - 1) : maxShrink;
        if (!number.matches("\\d{1,3}(\\.\\d{1,3})?") || Double.parseDouble(number) > 100) {
            problems.add(
                    "--max-shrink: expected a percentage from 0 to 100, found '" + EscapedText.of(maxShrink) + "'");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(number));
    }
}
