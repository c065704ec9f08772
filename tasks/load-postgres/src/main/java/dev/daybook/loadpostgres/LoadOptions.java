package dev.daybook.loadpostgres;

import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.loadpostgres.gate.Gate;
import dev.daybook.loadpostgres.gate.SourceStep;
import dev.daybook.loadpostgres.gate.WarehouseSpelling;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.command.OptionRules;
import dev.daybook.task.command.WholeNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options of a load as they are written on the command line. */
final class LoadOptions implements OptionRules {

    private static final int MOST_CONNECTIONS = 64;

    @Option(
            names = "--sources",
            split = ",",
            defaultValue = "postgres=extract-postgres,csv=extract-csv",
            paramLabel = "NAME[=STEP]",
            converter = SourceReader.class,
            description = "the sources that make up a day; all of them must be extracted; with the step that extracts"
                    + " it, as in rates=extract-csv, a message about a missing extract gives the command")
    private List<SourceStep> sources = List.of();

    @Option(
            names = "--connections",
            paramLabel = "N",
            converter = ConnectionsReader.class,
            description = "how many tables are loaded at once; default: one for each processor, at most 4")
    private @Nullable Integer connections;

    @Option(
            names = "--keep-days",
            paramLabel = "N",
            converter = AtLeastOneReader.class,
            description =
                    "how many days stay in the warehouse, none that was loaded within 7 days being dropped; default:"
                            + " 90 of snapshots, all of events")
    private @Nullable Integer keepDays;

    @Option(
            names = "--grant-to",
            paramLabel = "ROLE",
            converter = RoleReader.class,
            description = "the role that may read the views and the day's tables")
    private @Nullable String grantTo;

    @Option(
            names = "--strict-foreign-keys",
            description =
                    "refuse a day in which a foreign key has orphans; otherwise a warning, and the key is left out")
    private boolean strictForeignKeys;

    @Option(
            names = "--max-shrink",
            paramLabel = "PERCENT",
            converter = PercentageReader.class,
            description =
                    "refuse a day in which a table has lost more of its rows than this against the newest earlier day")
    private @Nullable Double maxShrink;

    @Option(
            names = "--allow-missing",
            split = ",",
            paramLabel = "PATTERN",
            converter = TablePatternReader.class,
            description =
                    "tables, by their names in the warehouse or as the extract spells them, that the newest loaded day not after this one may have"
                            + " and this one may lack; '*' stands for any text")
    private List<WarehouseSpelling> allowMissing = List.of();

    @Option(
            names = "--recreate-views",
            description = "drop a view that cannot be changed in place and make it anew, with its grants")
    private boolean recreateViews;

    @Option(
            names = "--reader-wait",
            defaultValue = "30",
            paramLabel = "SECONDS",
            converter = AtLeastOneReader.class,
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
            converter = AtLeastOneReader.class,
            description = "move N views at a time, for days with more tables than the server's lock table holds; until"
                    + " all have moved, readers see two days; default: all in one moment")
    private @Nullable Integer switchInGroups;

    /** Reads one of {@code --sources}. */
    static final class SourceReader implements ITypeConverter<SourceStep> {
        @Override
        public SourceStep convert(String text) {
            return SourceStep.parse(text.strip());
        }
    }

    /** Reads {@code --connections}. */
    static final class ConnectionsReader extends WholeNumber {
        ConnectionsReader() {
            super(1, MOST_CONNECTIONS);
        }
    }

    /** Reads a number of things of which there must be some. */
    static final class AtLeastOneReader extends WholeNumber {
        AtLeastOneReader() {
            super(1, Integer.MAX_VALUE);
        }
    }

    /** Reads {@code --grant-to}. */
    static final class RoleReader implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("expected the name of a role");
            }
            return text;
        }
    }

    /** Reads {@code --max-shrink}. */
    static final class PercentageReader implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
            if (!number.matches("\\d{1,3}(\\.\\d{1,3})?") || Double.parseDouble(number) > 100) {
                throw new IllegalArgumentException("expected a percentage from 0 to 100");
            }
            return Double.valueOf(number);
        }
    }

    /** Reads one of {@code --allow-missing}. */
    static final class TablePatternReader implements ITypeConverter<WarehouseSpelling> {
        @Override
        public WarehouseSpelling convert(String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("expected the name of a table or a pattern such as 'old_*'");
            }
            return WarehouseSpelling.of(text.strip());
        }
    }

    @Override
    public List<Problem> problems() {
        return Problem.ofTwice(
                "--sources", "source", sources.stream().map(SourceStep::source).toList());
    }

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
     * The options, typed.
     *
     * @throws StepFailure.Configuration when the pipeline's name cannot be that of a schema
     */
    LoadSettings settings(PipelineName pipeline) {
        WarehouseNames.of(pipeline);
        return new LoadSettings(
                List.copyOf(sources),
                connections == null ? Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4) : connections,
                keepDays == null ? OptionalInt.empty() : OptionalInt.of(keepDays),
                Optional.ofNullable(grantTo),
                strictForeignKeys,
                maxShrink == null ? OptionalDouble.empty() : OptionalDouble.of(maxShrink),
                List.copyOf(allowMissing),
                recreateViews,
                Duration.ofSeconds(readerWait),
                takeOver,
                switchInGroups == null ? OptionalInt.empty() : OptionalInt.of(switchInGroups));
    }
}
