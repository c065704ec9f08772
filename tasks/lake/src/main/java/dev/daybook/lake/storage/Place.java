package dev.daybook.lake.storage;

import java.util.Optional;

/**
 * A place in the lake at which one folder of files after the other is published.
 *
 * @param kind what is published there
 * @param title what it is for people, such as {@code northwind/postgres 2024-01-20}
 * @param slot its name among all places: for its lock and its staging
 * @param folder the published folder, from the lake's root
 * @param identity tells whether two folders are the same
 * @param takeOver whether what Daybook did not make is replaced there all the same
 */
public record Place(Kind kind, String title, String slot, String folder, Identity identity, TakeOver takeOver) {

    /** What is published at a place. */
    public enum Kind {
        /** An extract: its manifest names its files, is the last of them to be written, and is all that readers go by. */
        EXTRACT,
        /** A report: a few files without a manifest, for people. */
        REPORT
    }

    /** What a folder's content is. */
    @FunctionalInterface
    public interface Identity {

        /** A hash that differs for different contents; empty when the folder is not there or not a published one. */
        Optional<String> of(StoredFolder folder);
    }
}
