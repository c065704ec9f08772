package dev.daybook.postgres.catalog;

import dev.daybook.lake.model.NamePattern;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.type.TypeMapping;
import dev.daybook.postgres.type.TypeOverride;
import dev.daybook.task.Environment;
import dev.daybook.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** Reads a test database's catalog as a step does. */
public final class CatalogFixture {

    private CatalogFixture() {}

    /** Every user table, by default targets and types. */
    public static List<SourceTable> read(TestDatabase database) {
        return read(database, new Catalog(TableSelection.ALL, TargetNames.DEFAULT, TypeMapping.DEFAULT));
    }

    public static List<SourceTable> read(TestDatabase database, Catalog catalog) {
        return readAs(database, database.user(), database.password(), catalog);
    }

    static List<SourceTable> readAs(TestDatabase database, String user, String password, Catalog catalog) {
        try (Connection connection = settings(database, user, password).connect("daybook test")) {
            return catalog.read(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the catalog could not be read: " + e.getMessage(), e);
        }
    }

    public static ConnectionSettings settings(TestDatabase database, String user, String password) {
        return ConnectionSettings.from(
                new Environment(Map.of(
                        "SOURCE_DB_URL", database.url(), "SOURCE_DB_USER", user, "SOURCE_DB_PASSWORD", password)),
                "SOURCE_DB");
    }

    /** The rows of a query on a pinned connection, columns separated by {@code |}. */
    public static List<String> query(TestDatabase database, String sql) {
        try (Connection connection =
                        settings(database, database.user(), database.password()).connect("daybook test");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                StringJoiner line = new StringJoiner("|");
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    line.add(row.getString(column));
                }
                rows.add(line.toString());
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("the query failed: " + e.getMessage(), e);
        }
    }

    /** Runs a COPY ... TO STDOUT and gives its number of rows. */
    static long copy(TestDatabase database, String sql) {
        try (Connection connection =
                settings(database, database.user(), database.password()).connect("daybook test")) {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, OutputStream.nullOutputStream());
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the COPY failed: " + e.getMessage(), e);
        }
    }

    /** What {@code --include} and {@code --exclude} say. */
    public static TableSelection selection(List<String> include, List<String> exclude) {
        return new TableSelection(
                include.stream().map(NamePattern::ofDatasets).toList(),
                exclude.stream().map(NamePattern::ofDatasets).toList());
    }

    /** What {@code --type} says. */
    public static TypeMapping types(String... options) {
        return new TypeMapping(Stream.of(options).map(TypeOverride::parse).toList());
    }
}
