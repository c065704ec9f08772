/**
 * COPY data both ways: {@link dev.daybook.pgcopy.decode.CopyBinaryDecoder} fills batches from COPY BINARY,
 * {@link dev.daybook.pgcopy.encode.CopyBinaryEncoder} and {@link dev.daybook.pgcopy.encode.CopyTextEncoder} turn batches
 * into COPY data, and all three sum the same {@link dev.daybook.lake.model.ContentHash}. Nothing here knows JDBC.
 *
 * <p>The format is that of the COPY chapter of the PostgreSQL manual ("Binary Format", "Text Format"); each type's bytes
 * are those of its send function. What the SELECT of the COPY must give for a column follows from the column's lake type
 * and source type: {@link dev.daybook.pgcopy.WireFormat}.
 */
package dev.daybook.postgres.copy;
