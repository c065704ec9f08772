package dev.daybook.loadpostgres.verify;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.loadpostgres.gate.Extracts;
import dev.daybook.loadpostgres.session.Warehouse;
import dev.daybook.pgcopy.decode.CopyBinaryDecoder;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads tables back and compares their content hashes with those that the manifests have.
 *
 * @param rows what stands behind FROM for the rows of a dataset
 */
public record LakeVerification(Function<TableDefinition, String> rows) {

    private static final Logger LOG = LoggerFactory.getLogger(LakeVerification.class);
    private static final long LONGEST_VALUE = 1L << 30;

    /** That of the tables of a day's schema. */
    public static LakeVerification ofSchema(String schema) {
        return new LakeVerification(table -> Identifier.quote(schema, table.target()));
    }

    /**
     * Reads all tables.
     *
     * @return what differs, one line a table
     */
    public List<String> compare(Extracts extracts, Warehouse warehouse) {
        List<String> different = new ArrayList<>();
        for (Manifest.Dataset dataset : extracts.datasets()) {
            ContentHash live = warehouse.work(connection -> hash(connection, dataset));
            ContentHash published = dataset.content();
            boolean same = live.equals(published);
            String line = EscapedText.of(dataset.table().target()) + ": lake " + published.rows() + " rows "
                    + published.toHex() + ", warehouse " + live.rows() + " rows " + live.toHex();
            LOG.info("{} {}", same ? "same" : "DIFFERENT", line);
            if (!same) {
                different.add(line);
            }
        }
        return different;
    }

    private ContentHash hash(Connection connection, Manifest.Dataset dataset) throws SQLException {
        TableDefinition table = dataset.table();
        if (table.columns().isEmpty()) {
            return dataset.content();
        }
        List<String> expressions =
                table.columns().stream().map(LakeVerification::expression).toList();
        String sql = "COPY (SELECT " + String.join(", ", expressions) + " FROM " + rows.apply(table)
                + ") TO STDOUT (FORMAT binary)";
        CopyBinaryDecoder decoder = new CopyBinaryDecoder(table, LONGEST_VALUE);
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
