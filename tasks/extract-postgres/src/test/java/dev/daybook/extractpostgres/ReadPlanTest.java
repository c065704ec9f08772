package dev.daybook.extractpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.model.ContentHash;
import dev.daybook.pgcopy.decode.CopyBinaryDecoder;
import dev.daybook.postgres.catalog.Catalog;
import dev.daybook.postgres.catalog.SourceTable;
import dev.daybook.postgres.catalog.TableSelection;
import dev.daybook.postgres.catalog.TargetNames;
import dev.daybook.postgres.type.TypeMapping;
import dev.daybook.testing.PostgresServer;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Tables cut into ranges of pages: every row in one range, none in two. */
class ReadPlanTest {

    private TestDatabase database;

    @BeforeEach
    void createTables() {
        database = PostgresServer.shared().createDatabase();
        database.execute(
                "CREATE TABLE large (id int, text text)",
                "INSERT INTO large SELECT n, repeat('x', 100) FROM generate_series(1, 20000) n",
                "DELETE FROM large WHERE id % 7 = 0",
                "UPDATE large SET text = 'y' WHERE id % 11 = 0",
                "CREATE TABLE middle (id int)",
                "INSERT INTO middle SELECT generate_series(1, 5000)",
                "CREATE TABLE none (id int)",
                "CREATE TABLE days (day int) PARTITION BY RANGE (day)",
                "CREATE TABLE days_1 PARTITION OF days FOR VALUES FROM (0) TO (20000)",
                "CREATE TABLE days_2 PARTITION OF days FOR VALUES FROM (20000) TO (40000)",
                "INSERT INTO days SELECT n FROM generate_series(1, 39999) n");
    }

    @Test
    void everyRowIsInOneRangeWhateverIsDeletedOrUpdated() throws SQLException {
        try (Connection connection = database.connect()) {
            List<SourceTable> tables = tables(connection);
            List<ReadTask> tasks = ReadPlan.of(tables, connection, 3, 50);
            for (SourceTable table : tables) {
                List<ReadTask> ofTable =
                        tasks.stream().filter(task -> task.dataset() == table).toList();
                ContentHash whole = table.leaves().isEmpty()
                        ? read(connection, table, table.copyStatement())
                        : read(connection, table, table.leaves().get(0).copyStatement())
                                .plus(read(
                                        connection, table, table.leaves().get(1).copyStatement()));
                ContentHash ranges = ContentHash.EMPTY;
                for (ReadTask task : ofTable) {
                    ranges = ranges.plus(read(connection, table, task.statement()));
                }
                assertThat(ranges).as(table.name()).isEqualTo(whole);
                assertThat(ofTable).as(table.name()).hasSize(expectedRanges(table.name()));
            }
        }
    }

    private static int expectedRanges(String table) {
        return switch (table) {
            case "large" -> 3;
            case "days" -> 6;
            default -> 1;
        };
    }

    @Test
    void theLargestTasksComeFirst() throws SQLException {
        try (Connection connection = database.connect()) {
            List<ReadTask> tasks = ReadPlan.of(tables(connection), connection, 1, ReadPlan.SMALLEST_SPLIT);

            assertThat(tasks)
                    .extracting(task -> task.dataset().name())
                    .containsExactly("large", "days", "days", "middle", "none");
        }
    }

    private static List<SourceTable> tables(Connection connection) throws SQLException {
        return SnapshotProtocol.list(
                connection, new Catalog(TableSelection.ALL, TargetNames.DEFAULT, TypeMapping.DEFAULT));
    }

    private static ContentHash read(Connection connection, SourceTable table, String statement) throws SQLException {
        CopyBinaryDecoder decoder = new CopyBinaryDecoder(table.definition(), 1 << 20);
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
        byte[] message = copy.readFromCopy();
        while (message != null) {
            decoder.decode(message, 0, message.length, _ -> {});
            message = copy.readFromCopy();
        }
        decoder.finish(_ -> {});
        return decoder.content();
    }
}
