package dev.daybook.lake.storage;

/** A folder that is being staged. Its files may be written at the same time, each by one thread. */
public interface StagedFolder {

    /** Where it is, for messages. */
    String location();

    /** Starts a folder in it. */
    StagedFolder folder(String name);

    /**
     * Starts a file.
     *
     * @param name its name until it is sealed; nothing has it
     */
    StagedFile create(String name);

    /** Stages a small file, which survives a power cut from now on. */
    void write(String name, byte[] bytes);

    /** Ends the folder; all in it must be sealed. It survives a power cut from now on. */
    void seal();
}
