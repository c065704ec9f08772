package dev.daybook.lake.publish;

import java.io.OutputStream;

/** A report that is being written. Closing it without {@link #publish} leaves what was published before. */
public interface ReportPublication extends AutoCloseable {

    /**
     * Starts a file of the report. It does not buffer; it must be closed before {@link #publish}.
     *
     * @param name {@code report.csv}, {@code report.json} or {@code report.parquet}
     */
    OutputStream create(String name);

    /** The bytes of all files so far. */
    long bytes();

    /**
     * Puts the files in place of what was there, in one step; same bytes leave it as it is.
     *
     * @return whether anything changed
     * @throws dev.daybook.task.StepFailure as {@link Publication#publish}
     */
    boolean publish();

    /** Where the report is once it is published, for people. */
    String location();

    @Override
    void close();
}
