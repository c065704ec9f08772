package dev.daybook.lake.storage;

import java.nio.ByteBuffer;

/** A file that is being staged. A failure to write is a {@link dev.daybook.task.StepFailure}. */
public interface StagedFile extends AutoCloseable {

    /** Where it is, for messages. */
    String location();

    /** Appends all remaining bytes. */
    void write(ByteBuffer bytes);

    /**
     * Ends the file under its final name, in the same folder. It survives a power cut from now on.
     *
     * @param name may tell its content, which is known only now
     */
    void seal(String name);

    /** Lets go of it; what is not sealed by now is not published. */
    @Override
    void close();
}
