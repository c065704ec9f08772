package dev.daybook.extractpostgres;

import dev.daybook.extractkit.ByteCount;
import dev.daybook.extractkit.Extract;
import dev.daybook.extractkit.ExtractArguments;
import dev.daybook.extractkit.ExtractOptions;
import dev.daybook.lake.model.NamePattern;
import dev.daybook.postgres.catalog.Catalog;
import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.postgres.catalog.TableSelection;
import dev.daybook.postgres.catalog.TargetNames;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.postgres.type.TypeMapping;
import dev.daybook.postgres.type.TypeOverride;
import dev.daybook.task.Step;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The step {@code extract-postgres}: one consistent snapshot of every selected table, published as one extract. */
@Command(description = "Extracts the tables of a PostgreSQL database, all in one snapshot, into the lake.")
public final class ExtractPostgres implements Step {

    /** What {@code pg_stat_activity} shows. */
    static final String APPLICATION_NAME = "daybook extract-postgres";

    private static final Logger LOGGER = LoggerFactory.getLogger(ExtractPostgres.class);

    @Mixin
    private final ExtractArguments extract = new ExtractArguments("postgres");

    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description =
                    "tables to take, schema.table with * and ?; default: all; views, materialized views and foreign"
                            + " tables are taken only when named here without * and ?",
            converter = ExtractArguments.PatternReader.class)
    private List<NamePattern> include = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "tables to leave out",
            converter = ExtractArguments.PatternReader.class)
    private List<NamePattern> exclude = List.of();

    @Option(
            names = "--type",
            paramLabel = "COLUMN=TYPE",
            description =
                    "the type in the lake of schema.table.column: text, bytea (the bytes of a text) or decimal(p,s);"
                            + " uuid=uuid for all uuids",
            converter = OptionValues.TypeReader.class)
    private List<TypeOverride> types = List.of();

    @Option(
            names = "--target",
            paramLabel = "TABLE=NAME",
            description = "the name in the warehouse of schema.table",
            converter = OptionValues.TargetReader.class)
    private List<TargetNames.Declared> targets = List.of();

    @Option(
            names = "--max-value",
            paramLabel = "SIZE",
            description = "the largest value that is accepted, at most 1GiB",
            converter = OptionValues.MaxValueReader.class)
    private ByteCount maxValue = new ByteCount(64 << 20);

    @Option(
            names = "--misfits",
            paramLabel = "refuse|text",
            description =
                    "what to do when values do not fit the types of their columns: name all these columns and end,"
                            + " or read again with them as text; default: refuse")
    private ConversionErrors.Rule errors = ConversionErrors.Rule.REFUSE;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "connections that read at the same time; default: as many as processors, 2 to 8",
            converter = OptionValues.ConnectionsReader.class)
    private @Nullable Integer connections;

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        PostgresOptions options = options();
        return new ExtractRun(options, settings(context), new Extract(options.extract(), request, context)).run();
    }

    @Override
    public void check(StepRequest request, StepContext context) {
        PostgresOptions options = options();
        ConnectionSettings settings = settings(context);
        new Extract(options.extract(), request, context).check();
        try (Connection connection = settings.connect(APPLICATION_NAME)) {
            for (SourceTable table : SnapshotProtocol.list(connection, options.catalog())) {
                LOGGER.info("would read {}", EscapedText.of(table.definition().dataset()));
            }
        } catch (SQLException e) {
            throw SqlFailure.of(e, settings.place());
        }
    }

    private static ConnectionSettings settings(StepContext context) {
        return ConnectionSettings.from(context.environment(), "SOURCE_DB");
    }

    private PostgresOptions options() {
        ExtractOptions common = extract.options();
        List<String> problems = new ArrayList<>();
        Catalog catalog = new Catalog(
                new TableSelection(include, exclude),
                TargetNames.of(targets, problems),
                TypeMapping.of(types, problems),
                common.allowedMissing().allowsAll());
        if (!problems.isEmpty()) {
            throw new StepFailure.Usage(problems);
        }
        return new PostgresOptions(
                common,
                catalog,
                maxValue.bytes(),
                errors,
                connections == null ? OptionValues.usualConnections() : connections);
    }
}
