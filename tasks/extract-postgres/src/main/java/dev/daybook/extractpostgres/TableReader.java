package dev.daybook.extractpostgres;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.part.PartWriter;
import dev.daybook.pgcopy.decode.CopyBinaryDecoder;
import dev.daybook.postgres.connect.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads the rows of one task through COPY BINARY into one part file; no file when there are no rows. */
final class TableReader {

    private static final long PROGRESS_BYTES = 1 << 20;

    private final DatasetInProgress dataset;
    private final TableDefinition table;
    private final CopyBinaryDecoder decoder;
    private final ConversionErrors errors;
    private @Nullable PartWriter part;
    private long rows;
    private long bytes;

    /** @param errors gets the columns whose values do not fit; once there is one, nothing more is written */
    TableReader(DatasetInProgress dataset, long maxValueBytes, ConversionErrors errors) {
        this.dataset = dataset;
        this.table = dataset.table().definition();
        this.decoder = new CopyBinaryDecoder(table, maxValueBytes, errors);
        this.errors = errors;
    }

    /** Runs the COPY to its end. */
    void read(Connection connection, String statement) {
        try {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
            byte[] message = copy.readFromCopy();
            while (message != null) {
                decoder.decode(message, 0, message.length, this::write);
                bytes += message.length;
                if (bytes >= PROGRESS_BYTES) {
                    tellProgress();
                }
                message = copy.readFromCopy();
            }
            decoder.finish(this::write);
            tellProgress();
            if (errors.isEmpty()) {
                finish();
            }
        } catch (SQLException e) {
            throw UnreadableText.isIn(e) ? new UnreadableTable(e, table.dataset()) : SqlFailure.of(e, table.dataset());
        } finally {
            if (part != null) {
                part.close();
            }
        }
    }

    private void finish() {
        if (part != null) {
            part.finish();
        }
        dataset.done(decoder.content());
    }

    private void write(Batch batch) {
        rows += batch.rows();
        if (table.columns().isEmpty() || !errors.isEmpty()) {
            return;
        }
        if (part == null) {
            part = dataset.part();
        }
        part.write(batch);
    }

    private void tellProgress() {
        dataset.advance(rows, bytes);
        rows = 0;
        bytes = 0;
    }
}
