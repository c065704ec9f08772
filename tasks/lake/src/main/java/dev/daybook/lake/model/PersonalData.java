package dev.daybook.lake.model;

import java.util.Optional;

/** What a column holds of a person, and so what becomes of it when the person is to be forgotten. */
public sealed interface PersonalData {

    /**
     * The column identifies a person. Its values of that person are replaced by one token, so that rows still belong
     * together.
     *
     * @param kind what it identifies by: columns of one kind hold the same values, {@code customer}; values of the kind
     *     {@link #EMAIL} are compared trimmed and in lower case
     */
    record Subject(String kind) implements PersonalData {

        /** The kind of addresses of e-mail. */
        public static final String EMAIL = "email";
    }

    /**
     * The column says something of a person, and is replaced.
     *
     * @param text what takes the value's place; empty for NULL
     */
    record Replaced(Optional<String> text) implements PersonalData {}
}
