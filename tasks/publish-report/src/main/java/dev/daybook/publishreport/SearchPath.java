package dev.daybook.publishreport;

import dev.daybook.postgres.name.Identifier;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Where a report's query looks for tables: in what it reads and what extensions brought. */
final class SearchPath {

    private static final String EXTENSIONS =
            "SELECT DISTINCT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                    + " WHERE n.nspname <> 'pg_catalog' ORDER BY 1";

    private static final String TWICE = """
            SELECT c.relname, min(n.nspname), max(n.nspname)
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            GROUP BY c.relname
            HAVING count(*) > 1
            ORDER BY c.relname""";

    private SearchPath() {}

    /**
     * Sets it for the running transaction; not the views, which may show another day.
     *
     * @throws StepFailure.Configuration when two pipelines have a table of one name
     */
    static void set(Connection connection, List<ReadPeriod> reads) throws SQLException {
        List<String> schemas = new ArrayList<>(
                reads.stream().map(read -> read.loaded().schema()).toList());
        if (schemas.size() > 1) {
            refuseTwice(connection, schemas);
        }
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(EXTENSIONS)) {
                while (rows.next()) {
                    schemas.add(rows.getString(1));
                }
            }
            statement.execute("SET LOCAL search_path = "
                    + String.join(", ", schemas.stream().map(Identifier::quote).toList())
                    + ", pg_catalog");
        }
    }

    private static void refuseTwice(Connection connection, List<String> schemas) throws SQLException {
        Array names = connection.createArrayOf("text", schemas.toArray());
        List<String> problems = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TWICE)) {
            statement.setArray(1, names);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    problems.add("--reads: expected one table of each name, found " + EscapedText.of(rows.getString(1))
                            + " in " + EscapedText.of(rows.getString(2)) + " and in "
                            + EscapedText.of(rows.getString(3))
                            + "; read one of the pipelines only, or load the table under another name");
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new StepFailure.Configuration(problems);
        }
    }
}
