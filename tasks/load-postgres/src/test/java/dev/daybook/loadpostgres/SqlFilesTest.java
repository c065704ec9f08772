package dev.daybook.loadpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.postgres.sql.SqlResource;
import dev.daybook.postgres.warehouse.WarehouseTables;
import dev.daybook.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The server takes every statement that lies in a resource file of any module: its tables, columns and types exist. */
class SqlFilesTest {

    /** What may stand for the variables on every version; the tests of the catalog run what stands there on one. */
    private static final Map<String, String> VARIABLES = Map.of(
            "relations", "'{1259}'::pg_catalog.oid[]",
            "relation", "1259",
            "referenced", "r.relname::text",
            "condition", "t.oid = 16",
            "collation_locale", "co.collcollate",
            "collation_rules", "NULL",
            "nulls_not_distinct", "false",
            "has_period", "false");

    /** Many statements, of which each needs the ones before it. */
    private static final Set<String> SCRIPTS = Set.of("shop.sql");

    @Test
    void serverPreparesEveryFile() throws IOException, SQLException {
        List<String> refused = new ArrayList<>();
        List<Path> files = files();
        try (Connection connection = PostgresServer.shared().createDatabase().connect()) {
            WarehouseTables.createMissing(connection);
            for (Path file : files) {
                String text = Files.readString(file);
                assertThat(text).as(file + " says first what it gives").startsWith("-- ");
                refusal(connection, new SqlResource(file.toString(), text).with(VARIABLES))
                        .ifPresent(refusal -> refused.add(file + ": " + refusal));
            }
        }
        assertThat(refused).isEmpty();
        assertThat(files).hasSizeGreaterThan(20);
    }

    @Test
    void wrongStatementIsRefused() throws SQLException {
        try (Connection connection = PostgresServer.shared().createDatabase().connect()) {
            assertThat(refusal(connection, "SELECT relname, relnames FROM pg_class WHERE oid = ?"))
                    .hasValueSatisfying(
                            refusal -> assertThat(refusal).startsWith("ERROR: column \"relnames\" does not exist"));
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            List<Path> found = new ArrayList<>();
            for (Path resources : modules.map(module -> module.resolve("src/main/resources"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(resources)) {
                    files.filter(file -> file.toString().endsWith(".sql"))
                            .filter(file -> !SCRIPTS.contains(file.getFileName().toString()))
                            .forEach(found::add);
                }
            }
            return found;
        }
    }

    /** Asks for the types of the parameters: for that the server reads the statement and runs nothing. */
    private static Optional<String> refusal(Connection connection, String sql) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.getParameterMetaData();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e.getMessage());
        }
    }
}
