package dev.daybook.extractpostgres;

import dev.daybook.lake.Lake;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.postgres.catalog.AllowedMissing;
import dev.daybook.postgres.catalog.Catalog;
import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.postgres.catalog.TableSelection;
import dev.daybook.postgres.catalog.TargetNames;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.postgres.type.TypeMapping;
import dev.daybook.task.Step;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The step {@code extract-postgres}: one consistent snapshot of every selected table, published as one extract. */
@Command(description = "Extracts the tables of a PostgreSQL database, all in one snapshot, into the lake.")
public final class ExtractPostgres implements Step {

    /** What {@code pg_stat_activity} shows. */
    static final String APPLICATION_NAME = "daybook extract-postgres";

    private static final Logger LOGGER = LoggerFactory.getLogger(ExtractPostgres.class);

    @Option(
            names = "--source",
            paramLabel = "NAME",
            defaultValue = "postgres",
            description = "the name of the source in the lake")
    private String source = "postgres";

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
            names = "--allow-missing",
            split = ",",
            paramLabel = "PATTERN",
            description = "tables that the newest earlier extract has and this one may lack, as --include has them;"
                    + " '*' also allows to extract no table at all")
    private List<String> allowMissing = new ArrayList<>();

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
            names = "--compression",
            paramLabel = "CODEC",
            defaultValue = "zstd:1",
            description = "of the data files: zstd:1 to zstd:22, snappy or none")
    private String compression = "zstd:1";

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "connections that read at the same time; default: as many as processors, 2 to 8")
    private Integer connections;

    @Option(
            names = "--take-over",
            description = "replace what lies in the period's place although Daybook did not make it")
    private boolean takeOver;

    @Option(names = "--replace", description = "let a late extract replace one that was taken when the period closed")
    private boolean replace;

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        return new ExtractRun(options(), settings(context), request, context).run();
    }

    @Override
    public void check(StepRequest request, StepContext context) {
        ExtractOptions options = options();
        ConnectionSettings settings = settings(context);
        boolean exchanges =
                Lake.of(request, SigningKeys.of(context.environment())).check(request.pipeline());
        LOGGER.info(
                "lake {} can be written; a published extract is replaced in {}",
                request.lake(),
                exchanges ? "one step" : "two steps, with a short absence");
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

    private ExtractOptions options() {
        AllowedMissing allowedMissing = AllowedMissing.of(allowMissing);
        return new ExtractOptions(
                OptionValues.source(source),
                new Catalog(
                        TableSelection.of(include, exclude),
                        TargetNames.of(targets),
                        TypeMapping.of(types),
                        allowedMissing.allowsAll()),
                allowedMissing,
                OptionValues.maxValue(maxValue),
                misfits,
                OptionValues.compression(compression),
                OptionValues.connections(connections),
                replace,
                takeOver);
    }
}
