package dev.daybook.publishreport;

import java.io.IOException;

/** A file that a report's rows are written to. Not safe for use by more than one thread. */
interface ReportOutput extends AutoCloseable {

    /**
     * Writes a row.
     *
     * @param values one a column in the server's own text form; null is NULL
     */
    void row(String[] values) throws IOException;

    /** Ends the file after its last row. */
    void finish(ReportTotals totals) throws IOException;

    @Override
    void close() throws IOException;
}
