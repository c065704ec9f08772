package dev.daybook.postgres;

import dev.daybook.task.Environment;
import dev.daybook.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Reads a test database's catalog as a step does. */
final class CatalogFixture {

    private CatalogFixture() {}

    /** Every user table, by default targets and types. */
    static List<SourceTable> read(TestDatabase database) {
        return read(database, new Catalog(TableSelection.ALL, TargetNames.DEFAULT, TypeMapping.DEFAULT));
    }

    static List<SourceTable> read(TestDatabase database, Catalog catalog) {
        return readAs(database, database.user(), database.password(), catalog);
    }

    static List<SourceTable> readAs(TestDatabase database, String user, String password, Catalog catalog) {
        try (Connection connection = settings(database, user, password).connect("daybook test")) {
            return catalog.read(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the catalog could not be read: " + e.getMessage(), e);
        }
    }

    static ConnectionSettings settings(TestDatabase database, String user, String password) {
        return ConnectionSettings.from(
                new Environment(Map.of(
                        "SOURCE_DB_URL", database.url(), "SOURCE_DB_USER", user, "SOURCE_DB_PASSWORD", password)),
                "SOURCE_DB");
    }
}
