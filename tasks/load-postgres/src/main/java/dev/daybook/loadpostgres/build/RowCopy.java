package dev.daybook.loadpostgres.build;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.part.PartReader;
import dev.daybook.pgcopy.encode.CopyBinaryEncoder;
import dev.daybook.pgcopy.encode.CopyEncoder;
import dev.daybook.pgcopy.encode.CopySink;
import dev.daybook.pgcopy.encode.CopyTextEncoder;
import dev.daybook.pgcopy.encode.LogicalDate;
import dev.daybook.postgres.sql.SqlResource;
import dev.daybook.task.Progress;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The way of a dataset's rows from its files into a table.
 *
 * @param table what is copied
 * @param target the qualified, quoted name of the table that takes the rows
 * @param statement {@code COPY ... FROM STDIN} into it
 * @param binary whether the statement takes binary data, not text
 * @param logicalDate the value of the column that the statement names last, if it is not one of the dataset
 */
public record RowCopy(
        LoadTable table, String target, String statement, boolean binary, Optional<LogicalDate> logicalDate) {

    private static final String ELEMENT_TYPES =
            SqlResource.of(RowCopy.class, "element_types.sql").text();

    /**
     * Copies all rows within the running transaction.
     *
     * @throws StepFailure.BadData when the files or the rows are not what the manifest says
     */
    public void run(Connection connection, Progress.Task task) throws SQLException {
        CopyEncoder encoder = binary
                ? new CopyBinaryEncoder(table.definition(), elementOids(connection)::get, logicalDate)
                : new CopyTextEncoder(table.definition(), logicalDate);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        try {
            CopySink<SQLException> sink = copy::writeToCopy;
            Batch batch = new Batch(table.definition());
            for (Manifest.DataFile file : table.dataset().files()) {
                copyFile(file, batch, encoder, sink, task);
            }
            encoder.finish(sink);
            long taken = copy.endCopy();
            requireSame(encoder.content(), taken);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void copyFile(
            Manifest.DataFile file, Batch batch, CopyEncoder encoder, CopySink<SQLException> sink, Progress.Task task)
            throws SQLException {
        long bytesPerRow = file.rows() == 0 ? 0 : file.bytes() / file.rows();
        try (PartReader reader = table.extract().open(table.dataset(), file)) {
            while (reader.read(batch)) {
                encoder.encode(batch, sink);
                task.advance(batch.rows(), batch.rows() * bytesPerRow);
            }
        }
    }

    /** The OIDs that array columns of the target have for their elements; COPY BINARY names them in each array. */
    private Map<ColumnDefinition, Integer> elementOids(Connection connection) throws SQLException {
        Map<String, Integer> byName = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ELEMENT_TYPES)) {
            statement.setString(1, target);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    byName.put(rows.getString(1), (int) rows.getLong(2));
                }
            }
        }
        Map<ColumnDefinition, Integer> oids = new HashMap<>();
        for (ColumnDefinition column : table.definition().columns()) {
            oids.put(column, byName.getOrDefault(column.name(), 0));
        }
        return oids;
    }

    private void requireSame(ContentHash read, long taken) {
        ContentHash published = table.dataset().content();
        if (!read.equals(published) || taken != published.rows()) {
            throw new StepFailure.BadData(table.place() + ": the manifest has " + published.rows()
                    + " rows with content hash " + published.toHex() + ", its files gave " + read.rows()
                    + " rows with content hash " + read.toHex() + ", the warehouse took " + taken
                    + " rows; nothing was changed; extract the period again");
        }
    }
}
