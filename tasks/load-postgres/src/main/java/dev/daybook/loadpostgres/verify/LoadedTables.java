package dev.daybook.loadpostgres.verify;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.Manifest;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.schema.Relation;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the tables of a day are what its extracts say: each a table, with all its columns and as many rows. Somebody may
 * have dropped a table, a column or rows by hand. Values that were changed are found by {@code verify}, which reads all.
 *
 * @param schema the day's schema
 * @param extracts what was loaded into it
 */
public record LoadedTables(String schema, Extracts extracts) {

    /** How many tables are counted in one statement, which locks all of them. */
    private static final int SLICE = 100;

    /** What is not as the extracts say, one line for each table; in the order of the manifests. */
    public List<String> differences(Connection connection) throws SQLException {
        List<String> differences = new ArrayList<>();
        List<Manifest.Dataset> whole = new ArrayList<>();
        Map<String, Relation> present = Relation.ofSchema(connection, schema);
        for (Manifest.Dataset dataset : extracts.datasets()) {
            String lacking = lacking(dataset, present.get(dataset.table().target()));
            if (lacking.isEmpty()) {
                whole.add(dataset);
            } else {
                differences.add(EscapedText.of(dataset.table().target()) + lacking);
            }
        }
        if (differences.isEmpty()) {
            for (int from = 0; from < whole.size(); from += SLICE) {
                compareRows(connection, whole.subList(from, Math.min(whole.size(), from + SLICE)), differences);
            }
        }
        return differences;
    }

    private static String lacking(Manifest.Dataset dataset, @Nullable Relation relation) {
        if (relation == null) {
            return " is gone";
        }
        if (!relation.kind().equals("r")) {
            return " is no table";
        }
        List<String> columns = dataset.table().columns().stream()
                .map(ColumnDefinition::name)
                .filter(column -> relation.column(column).isEmpty())
                .map(EscapedText::of)
                .toList();
        return columns.isEmpty() ? "" : " has no column " + String.join(", ", columns);
    }

    private void compareRows(Connection connection, List<Manifest.Dataset> slice, List<String> differences)
            throws SQLException {
        List<String> counts = slice.stream()
                .map(dataset -> "(SELECT count(*) FROM "
                        + Identifier.quote(schema, dataset.table().target()) + ")")
                .toList();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT unnest(ARRAY[" + String.join(", ", counts) + "])");
                ResultSet row = statement.executeQuery()) {
            for (Manifest.Dataset dataset : slice) {
                row.next();
                long expected = dataset.content().rows();
                if (row.getLong(1) != expected) {
                    differences.add(EscapedText.of(dataset.table().target()) + " has " + row.getLong(1) + " rows of "
                            + expected);
                }
            }
        }
    }
}
