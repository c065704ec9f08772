package dev.daybook.loadpostgres;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.SourceType;
import dev.daybook.pgcopy.decode.CopyBinaryDecoder;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.StepCommand;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command {@code verify}: reads a day's tables back and compares their content hashes with the lake's, or compares
 * their rows with those of the source database.
 */
final class Verify implements StepCommand.ForPeriod {

    private static final Logger LOG = LoggerFactory.getLogger(Verify.class);
    private static final long LONGEST_VALUE = 1L << 30;

    /** What a day is compared with. */
    enum Against {
        /** The extract's files and their content hashes. */
        LAKE,
        /** The source database as it is now. */
        SOURCE
    }

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Option(
            names = "--against",
            defaultValue = "lake",
            paramLabel = "lake|source",
            description =
                    "what the day is compared with: the extract in the lake, or the database of SOURCE_DB_URL, where"
                            + " rows that changed since the extract are told apart")
    private Against against = Against.LAKE;

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        LoadSettings settings = options.check(request.pipeline());
        Extracts extracts = options.gate(request, context).pass(settings.sources());
        extracts.all().forEach(extract -> extract.verify());
        String schema = new WarehouseNames(request.pipeline()).day(request.period());
        List<String> different = new ArrayList<>();
        try (Warehouse warehouse = LoadPostgres.warehouse(context, request)) {
            switch (against) {
                case LAKE -> compare(warehouse, schema, extracts, different);
                case SOURCE ->
                    different.addAll(new SourceVerification(
                                    ConnectionSettings.from(context.environment(), "SOURCE_DB"), schema, context)
                            .compare(extracts, warehouse));
            }
        }
        if (!different.isEmpty()) {
            throw new StepFailure.BadData(
                    String.join("; ", different) + "; retire " + request.period() + ", then load it again");
        }
        long rows = extracts.rows().values().stream().mapToLong(Long::longValue).sum();
        return new StepResult(
                StepResult.Status.DONE,
                Optional.of(extracts.asOf()),
                new StepResult.Totals(extracts.rows().size(), rows, 0),
                Map.of());
    }

    private static void compare(Warehouse warehouse, String schema, Extracts extracts, List<String> different) {
        for (LoadTable table : LoadTable.untyped(extracts)) {
            ContentHash live = warehouse.work(connection -> hash(connection, schema, table));
            ContentHash published = table.dataset().content();
            boolean same = live.equals(published);
            String line = EscapedText.of(table.target()) + ": lake " + published.rows() + " rows " + published.toHex()
                    + ", warehouse " + live.rows() + " rows " + live.toHex();
            LOG.info("{} {}", same ? "same" : "DIFFERENT", line);
            if (!same) {
                different.add(line);
            }
        }
    }

    private static ContentHash hash(Connection connection, String schema, LoadTable table) throws SQLException {
        if (table.definition().columns().isEmpty()) {
            return table.dataset().content();
        }
        List<String> expressions =
                table.definition().columns().stream().map(Verify::expression).toList();
        String sql = "COPY (SELECT " + String.join(", ", expressions) + " FROM "
                + Identifier.quote(schema, table.target()) + ") TO STDOUT (FORMAT binary)";
        CopyBinaryDecoder decoder = new CopyBinaryDecoder(table.definition(), LONGEST_VALUE);
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        for (byte[] data = copy.readFromCopy(); data != null; data = copy.readFromCopy()) {
            decoder.decode(data, 0, data.length, _ -> {});
        }
        decoder.finish(_ -> {});
        return decoder.content();
    }

    /** As the extract selects it: a type that the lake holds in text form by its output function, which {@code ::text} is not. */
    private static String expression(ColumnDefinition column) {
        String name = Identifier.quote(column.name());
        return isTextForm(column.sourceType())
                ? "CASE WHEN " + name + " IS DISTINCT FROM NULL THEN pg_catalog.format('%s', " + name + ") END"
                : name;
    }

    private static boolean isTextForm(SourceType type) {
        return switch (type.kind()) {
            case TEXT_FORM -> true;
            case DOMAIN -> isTextForm(type.base().orElseThrow());
            case BASE, ENUM, ARRAY -> false;
        };
    }
}
