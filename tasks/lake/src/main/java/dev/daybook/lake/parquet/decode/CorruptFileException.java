package dev.daybook.lake.parquet.decode;

import dev.daybook.lake.parquet.ParquetPartReader;

/** What is wrong with a file; {@link ParquetPartReader} adds its path. */
public final class CorruptFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what was expected and what was found */
    public CorruptFileException(String message) {
        super(message);
    }
}
