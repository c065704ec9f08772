package dev.daybook.lake.parquet;

/** A file of another schema than its dataset has; {@link ParquetPartReader} adds its path. */
final class SchemaMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SchemaMismatchException(String message) {
        super(message);
    }
}
