package dev.daybook.lake.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place in the lake that one folder after the other is published at.
 *
 * @param title what it is for people, such as {@code northwind/postgres 2024-01-20}
 * @param slot its name among all places: for its lock and its staging folders
 * @param target the published folder
 * @param identity tells whether two folders are the same
 */
public record PublishedPlace(String title, String slot, Path target, Identity identity) {

    /** What a folder's content is. */
    @FunctionalInterface
    public interface Identity {

        /** A hash that differs for different contents; empty when the folder is not there or not a published one. */
        Optional<String> of(Path folder) throws IOException;
    }
}
