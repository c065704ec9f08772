package dev.daybook.lake.part;

import dev.daybook.lake.column.Batch;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.storage.StagedFile;
import dev.daybook.lake.storage.StoredFile;

/** How the rows of a part are kept in its file. There is one format, Parquet; tests watch and break it here. */
public interface PartFormat {

    /** A writer of a new file, which it closes. */
    Writer write(StagedFile file, TableDefinition table, String tableJson, WriterSettings settings);

    /** A reader of a file whose bytes are those that were published; it closes the file, and so does a failure. */
    PartReader read(StoredFile file, TableDefinition table, long rows);

    /** Writes one file. */
    interface Writer extends AutoCloseable {

        /** Appends the rows of a batch. */
        void write(Batch batch);

        /** Bytes of the file so far. */
        long bytes();

        /** Whether further rows should go to a further file, as this one's footer would grow too large. */
        default boolean isFull() {
            return false;
        }

        /** Rows of the file so far. */
        long rows();

        /**
         * Ends the rows; the file is not sealed yet.
         *
         * @return the SHA-256 of its bytes, hexadecimal
         */
        String finish();

        @Override
        void close();
    }
}
