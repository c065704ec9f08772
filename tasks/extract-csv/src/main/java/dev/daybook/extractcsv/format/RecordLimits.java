package dev.daybook.extractcsv.format;

/**
 * What one record may hold, so that memory stays bounded whatever a file holds.
 *
 * @param fieldBytes bytes of one field
 * @param recordBytes bytes of one record, quotes and line breaks included
 * @param fields fields of one record
 */
public record RecordLimits(int fieldBytes, int recordBytes, int fields) {

    /** 16 MiB, 64 MiB and the 1,600 columns that a PostgreSQL table can have. */
    public static final RecordLimits DEFAULT = new RecordLimits(16 << 20, 64 << 20, 1600);
}
