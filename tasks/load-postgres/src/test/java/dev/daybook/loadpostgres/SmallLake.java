package dev.daybook.loadpostgres;

import dev.daybook.lake.Lake;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.lake.publish.DatasetWriter;
import dev.daybook.lake.publish.Publication;
import dev.daybook.pgcopy.decode.CopyBinaryDecoder;
import dev.daybook.postgres.catalog.Catalog;
import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.postgres.catalog.TableSelection;
import dev.daybook.postgres.catalog.TargetNames;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.ServerIdentity;
import dev.daybook.postgres.type.TypeMapping;
import dev.daybook.postgres.type.TypeOverride;
import dev.daybook.task.AsOf;
import dev.daybook.task.Environment;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.RunId;
import dev.daybook.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** A lake whose extracts are copies of test databases, one connection a table: just enough to have something to load. */
public final class SmallLake {

    public static final PipelineName PIPELINE = new PipelineName("northwind");

    private final Path root;
    private boolean snapshotRecorded = true;
    private TypeMapping types = TypeMapping.DEFAULT;

    public SmallLake(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /** Publishes from now on as versions did that recorded no snapshot. */
    public void recordNoSnapshot() {
        snapshotRecorded = false;
    }

    /** Declares types, as {@code --type} does. */
    public void declare(String... options) {
        types = new TypeMapping(Stream.of(options).map(TypeOverride::parse).toList());
    }

    /** Where an extract lies. */
    public Path directory(String source, String date) {
        return root.resolve(LakePaths.extract(key(source, date)));
    }

    /** Publishes all tables of a database as the extract of source {@code postgres}. */
    public void postgres(TestDatabase database, String date) {
        publish(database, "postgres", SourceKind.POSTGRES, date, definition -> definition);
    }

    /**
     * Publishes all tables of a database as if they had been CSV files.
     *
     * @param keys foreign keys of every file
     */
    public void csv(TestDatabase database, String date, TableDefinition.ForeignKey... keys) {
        publish(database, "csv", SourceKind.CSV, date, definition -> asFile(definition, List.of(keys)));
    }

    /** Publishes all tables of a database as the extract of a source of any name. */
    public void publish(
            TestDatabase database,
            String source,
            SourceKind kind,
            String date,
            UnaryOperator<TableDefinition> changed) {
        try (Connection connection = settings(database).connect("test");
                Publication publication =
                        Lake.at(root).begin(key(source, date), RunId.create(Instant.now()), WriterSettings.DEFAULT)) {
            Map<String, String> identity = identity(database);
            Catalog catalog = new Catalog(TableSelection.ALL, TargetNames.DEFAULT, types);
            for (SourceTable table : catalog.read(connection)) {
                write(connection, publication, table, changed.apply(table.definition()));
            }
            publication.publish(
                    new Publication.Description(
                            kind,
                            "0.1.0",
                            AsOf.of(Period.parse(date), Period.parse(date).end()),
                            false,
                            identity,
                            List.of(),
                            "extract less"),
                    true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> identity(TestDatabase database) {
        String visible =
                database.query("SELECT " + ServerIdentity.SNAPSHOT_EXPRESSION).getFirst();
        return snapshotRecorded
                ? Map.of("database", database.name(), "visible", visible)
                : Map.of("database", database.name());
    }

    private static void write(
            Connection connection, Publication publication, SourceTable table, TableDefinition definition)
            throws SQLException {
        DatasetWriter dataset = publication.dataset(definition);
        CopyBinaryDecoder decoder = new CopyBinaryDecoder(definition, 1 << 26);
        if (definition.columns().isEmpty()) {
            dataset.finish(ContentHash.EMPTY, 0);
            return;
        }
        try (PartWriter part = dataset.part()) {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyStatement());
            for (byte[] data = copy.readFromCopy(); data != null; data = copy.readFromCopy()) {
                decoder.decode(data, 0, data.length, part::write);
            }
            decoder.finish(part::write);
            part.finish();
        }
        dataset.finish(decoder.content(), 0);
    }

    private static TableDefinition asFile(TableDefinition table, List<TableDefinition.ForeignKey> keys) {
        return new TableDefinition(
                DatasetName.bare(table.name().name()),
                table.target(),
                TableKind.CSV,
                true,
                table.columns(),
                table.primaryKey(),
                table.uniqueKeys(),
                keys,
                table.checks(),
                table.indexes(),
                table.comment(),
                table.leftOut());
    }

    /** A foreign key as a CSV's schema declares it. */
    static TableDefinition.ForeignKey foreignKey(String column, String table) {
        return new TableDefinition.ForeignKey(
                "", List.of(column), DatasetName.bare(table), List.of(column), Optional.empty(), true);
    }

    private static ExtractKey key(String source, String date) {
        return new ExtractKey(PIPELINE, new SourceName(source), Period.parse(date));
    }

    private static ConnectionSettings settings(TestDatabase database) {
        return ConnectionSettings.from(
                new Environment(Map.of(
                        "SOURCE_DB_URL", database.url(),
                        "SOURCE_DB_USER", database.user(),
                        "SOURCE_DB_PASSWORD", database.password())),
                "SOURCE_DB");
    }
}
