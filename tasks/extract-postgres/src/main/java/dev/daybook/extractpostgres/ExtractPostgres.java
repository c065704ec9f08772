package dev.daybook.extractpostgres;

import dev.daybook.extractkit.Extract;
import dev.daybook.extractkit.ExtractArguments;
import dev.daybook.extractkit.ExtractOptions;
import dev.daybook.postgres.Catalog;
import dev.daybook.postgres.ConnectionSettings;
import dev.daybook.postgres.SourceTable;
import dev.daybook.postgres.SqlFailure;
import dev.daybook.postgres.TableSelection;
import dev.daybook.postgres.TargetNames;
import dev.daybook.postgres.TypeMapping;
import dev.daybook.task.EscapedText;
import dev.daybook.task.Step;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
                            + " tables are taken only when named here without * and ?")
    private List<String> include = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "PATTERN", description = "tables to leave out")
    private List<String> exclude = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "COLUMN=TYPE",
            description =
                    "the type in the lake of schema.table.column: text, bytea (the bytes of a text) or decimal(p,s);"
                            + " uuid=uuid for all uuids")
    private List<String> types = new ArrayList<>();

    @Option(names = "--target", paramLabel = "TABLE=NAME", description = "the name in the warehouse of schema.table")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--max-value",
            paramLabel = "SIZE",
            defaultValue = "64MiB",
            description = "the largest value that is accepted")
    private String maxValue = "64MiB";

    @Option(
            names = "--misfits",
            paramLabel = "refuse|text",
            description =
                    "what to do when values do not fit the types of their columns: name all these columns and end,"
                            + " or read again with them as text; default: refuse")
    private Misfits.Rule misfits = Misfits.Rule.REFUSE;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "connections that read at the same time; default: as many as processors, 2 to 8")
    private Integer connections;

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
        return new PostgresOptions(
                common,
                new Catalog(
                        TableSelection.of(include, exclude),
                        TargetNames.of(targets),
                        TypeMapping.of(types),
                        common.allowedMissing().allowsAll()),
                OptionValues.maxValue(maxValue),
                misfits,
                OptionValues.connections(connections));
    }
}
