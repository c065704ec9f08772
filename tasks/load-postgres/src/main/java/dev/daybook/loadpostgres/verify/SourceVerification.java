package dev.daybook.loadpostgres.verify;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.loadpostgres.session.StepName;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.ServerIdentity;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a day's tables with the source they came from. The source is read in one snapshot; what changed there since
 * the extract is told and is no fault, everything else is.
 */
public final class SourceVerification {

    private static final Logger LOG = LoggerFactory.getLogger(SourceVerification.class);
    private static final String COLUMNS =
            "SELECT attname FROM pg_attribute" + " WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped";

    private final ConnectionSettings settings;
    private final String schema;
    private final StepContext context;
    private final List<String> different = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // compare() sets it before it is used
    private RowComparison comparison;

    @SuppressWarnings("NullAway.Init") // compare() sets it before it is used
    private ExtractSnapshot snapshot;

    /** @param schema the schema of the day */
    public SourceVerification(ConnectionSettings settings, String schema, StepContext context) {
        this.settings = settings;
        this.schema = schema;
        this.context = context;
    }

    /**
     * Compares all tables that came from the source.
     *
     * @return what differs and is not explained by changes since the extract, one line a table
     * @throws StepFailure.Configuration when this is not the source of the extract
     */
    public List<String> compare(Extracts extracts, Warehouse warehouse) {
        Manifest manifest = only(extracts);
        try (Connection source = settings.connect("daybook " + StepName.VALUE + " verify");
                StepContext.Registration _ = context.onStop(() -> abort(source))) {
            requireSource(manifest.identity(), ServerIdentity.read(source));
            source.setAutoCommit(false);
            Sql.execute(source, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            snapshot = ExtractSnapshot.of(manifest.identity(), source);
            warehouse.run(day -> {
                day.setAutoCommit(false);
                Sql.execute(day, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                comparison = new RowComparison(source, day);
                for (Manifest.Dataset dataset : manifest.datasets()) {
                    compare(dataset);
                }
            });
            return different;
        } catch (SQLException e) {
            throw SqlFailure.of(e, settings.place());
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("the source's connection did not end", e);
        }
    }

    /** SOURCE_DB_* names one source, so there must be one that is meant. Files have no rows to ask for. */
    private static Manifest only(Extracts extracts) {
        List<Manifest> databases = extracts.all().stream()
                .map(extract -> extract.manifest())
                .filter(manifest -> manifest.kind() == SourceKind.POSTGRES)
                .toList();
        if (databases.size() != 1) {
            throw new StepFailure.Configuration("verify --against source: expected one source of kind postgres, found "
                    + databases.size() + "; name the one that SOURCE_DB_URL leads to with --sources");
        }
        extracts.all().stream()
                .map(extract -> extract.manifest())
                .filter(manifest -> manifest.kind() != SourceKind.POSTGRES)
                .forEach(manifest -> LOG.info(
                        "{} is of kind {} and is not compared: its rows came from files, not from a database",
                        manifest.extract().source(),
                        manifest.kind()));
        return databases.getFirst();
    }

    /** Transactions are numbered by each server for itself, so another one's rows would all look old or all new. */
    private void requireSource(Map<String, String> identity, ServerIdentity server) {
        String database = identity.get("database");
        if (database != null && !database.equals(server.database())) {
            throw new StepFailure.Configuration("SOURCE_DB_URL: expected database '" + EscapedText.of(database)
                    + "', of which the extract was taken, found '" + EscapedText.of(server.database()) + "'");
        }
        String identifier = identity.get("system_identifier");
        if (identifier != null
                && server.systemIdentifier()
                        .filter(found -> !found.equals(identifier))
                        .isPresent()) {
            throw new StepFailure.Configuration("SOURCE_DB_URL: " + settings.place()
                    + " is another server than the one of which the extract was taken; verify against that one or a"
                    + " replica of it");
        }
    }

    private void compare(Manifest.Dataset dataset) throws SQLException {
        TableDefinition table = dataset.table();
        String shown = EscapedText.of(table.target());
        Set<String> inDay = columns(comparison.warehouse(), Identifier.quote(schema, table.target()));
        List<String> missing = table.columns().stream()
                .map(ColumnDefinition::name)
                .filter(column -> !inDay.contains(column))
                .toList();
        boolean there = !Sql.texts(
                        comparison.warehouse(),
                        "SELECT 1 WHERE to_regclass(?) IS NOT NULL",
                        Identifier.quote(schema, table.target()))
                .isEmpty();
        if (!there || !missing.isEmpty()) {
            differ(shown + ": the day "
                    + (there ? "lacks column " + EscapedText.of(String.join(", ", missing)) : "lacks the table"));
            return;
        }
        String atSource = Identifier.quote(
                table.name().schema().orElseThrow(), table.name().name());
        if (Sql.texts(comparison.source(), "SELECT 1 WHERE to_regclass(?) IS NOT NULL", atSource)
                .isEmpty()) {
            context.warn(shown + ": the source has no table " + EscapedText.of(table.dataset())
                    + " any more, so its rows are not compared");
            return;
        }
        rows(dataset, shown, comparable(table, columns(comparison.source(), atSource), shown));
    }

    private static Set<String> columns(Connection connection, String table) throws SQLException {
        return new HashSet<>(Sql.texts(connection, COLUMNS, table));
    }

    /** The columns that both sides have. */
    private List<ColumnDefinition> comparable(TableDefinition table, Set<String> atSource, String shown) {
        List<ColumnDefinition> kept = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            if (atSource.contains(column.name())) {
                kept.add(column);
            } else {
                context.warn(shown + ": the source has no column " + EscapedText.of(column.name())
                        + " any more, so it is not compared");
            }
        }
        return kept;
    }

    private void rows(Manifest.Dataset dataset, String shown, List<ColumnDefinition> columns) throws SQLException {
        TableDefinition table = dataset.table();
        long published = dataset.content().rows();
        RowHashSql day = RowHashSql.ofWarehouse(schema, table, columns);
        long loaded = Long.parseLong(Sql.texts(comparison.warehouse(), "SELECT count(*) FROM " + day.from())
                .getFirst());
        ComparedRows found = comparison.compare(RowHashSql.ofSource(table, columns, snapshot), day);
        if (loaded != published) {
            differ(shown + ": the day has " + loaded + " rows, the extract had " + published);
        } else if (found.lost() > 0) {
            differ(shown + ": " + found.lost() + " rows of the source are not in the day, at the source's "
                    + EscapedText.of(String.join(" ", found.positions())) + unknown());
        } else if (found.gone() > 0 && snapshot.oldestRunning().isEmpty()) {
            differ(shown + ": " + found.gone() + " rows of the day are not at the source" + unknown());
        } else if (found.isSame()) {
            LOG.info("same {}: {} rows", shown, published);
        } else {
            context.warn(shown + ": changed at the source since the extract: " + found.newer() + " rows new, "
                    + found.gone() + " rows gone; all others are the same");
        }
    }

    private String unknown() {
        return snapshot.oldestRunning().isPresent()
                ? ""
                : " (the extract does not record its snapshot, so rows that changed since cannot be told apart)";
    }

    private void differ(String line) {
        LOG.info("DIFFERENT {}", line);
        different.add(line);
    }
}
