package dev.daybook.lake.storage;

import java.io.EOFException;

/** A file that is open for reading. Not safe for use by more than one thread. */
public interface StoredFile extends AutoCloseable {

    /** Where it is, for messages. */
    String location();

    /** Its bytes. */
    long size();

    /** Reads it once and tells the SHA-256 of its bytes, 64 hexadecimal digits. */
    String sha256();

    /**
     * Fills the start of an array.
     *
     * @param position of the first byte in the file
     * @throws EOFException when the file ends before
     * @throws dev.daybook.task.StepFailure when it cannot be read, which says nothing about its content
     */
    void read(long position, byte[] target, int length) throws EOFException;

    @Override
    void close();
}
