package dev.daybook.lake.publish;

import java.nio.file.Path;

/** A report that is being written. Closing it without {@link #publish} leaves what was published before. */
public interface ReportPublication extends AutoCloseable {

    /** The staging folder to write the report's files into. */
    Path directory();

    /**
     * Forces the files to disk and puts them in place of what was there, in one rename; same bytes leave it as it is.
     *
     * @return whether anything changed
     * @throws dev.daybook.task.StepFailure as {@link Publication#publish}
     */
    boolean publish();

    /** Where the report is once it is published. */
    Path target();

    @Override
    void close();
}
