package dev.daybook.lake.storage;

import dev.daybook.task.StepFailure;
import dev.daybook.task.file.UnfitFileException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files below a name in the lake. Nothing need be there. A failure to read, but for what is named, is a {@link
 * StepFailure}.
 */
public interface StoredFolder {

    /** Where it is, for messages. */
    String location();

    /** Where a file in it is, for messages. */
    String location(String name);

    /**
     * The bytes of a small file; empty when there is none.
     *
     * @param limit the most bytes that it may have
     * @throws UnfitFileException when it is no regular file, or larger
     */
    Optional<byte[]> read(String name, int limit) throws UnfitFileException;

    /**
     * The bytes that a file has; empty when there is none.
     *
     * @throws UnfitFileException when it is no regular file, or not in this folder but behind a link
     */
    OptionalLong size(String name) throws UnfitFileException;

    /** Opens a file for reading at any position; empty when there is none. */
    Optional<StoredFile> open(String name);

    /** The names in it, of files and folders, in order. */
    List<String> list();

    /** The names in it and in all folders in it, relative to it, each folder before what is in it. */
    List<String> listAll();
}
