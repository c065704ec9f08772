package dev.daybook.lake.model;

import java.util.List;

/**
 * How the extracts of a dataset make up what the warehouse shows. Who works with datasets asks these questions and never
 * for the mode itself, unless its answer is in a switch over all modes.
 */
public sealed interface LoadMode {

    /** Each extract holds the whole state; the warehouse shows the newest period's. */
    LoadMode SNAPSHOT = new Snapshot();

    /** Each extract holds what belongs to its period; the warehouse shows the rows of all periods. */
    LoadMode EVENTS = new Events();

    /** The modes without what a dataset says beside them. */
    enum Kind {
        /** See {@link LoadMode#SNAPSHOT}. */
        SNAPSHOT("snapshot"),
        /** See {@link LoadMode#EVENTS}. */
        EVENTS("events"),
        /** See {@link Keyed}. */
        KEYED("keyed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word that stands for it in definitions. */
        public String word() {
            return word;
        }
    }

    /** Which mode it is. */
    Kind kind();

    /** The word that stands for it in definitions. */
    default String word() {
        return kind().word();
    }

    /** Whether an extract holds all rows there are, so that a table or rows that it lacks are gone at the source. */
    default boolean holdsWholeState() {
        return kind() == Kind.SNAPSHOT;
    }

    /** Whether each period has tables of its own in a schema of its own, which is put in place as a whole. */
    default boolean hasSchemaOfPeriod() {
        return kind() == Kind.SNAPSHOT;
    }

    /** Whether people read it through a view that moves from period to period; one of events is made once. */
    default boolean isShownByView() {
        return kind() == Kind.SNAPSHOT;
    }

    /** See {@link LoadMode#SNAPSHOT}. */
    record Snapshot() implements LoadMode {

        @Override
        public Kind kind() {
            return Kind.SNAPSHOT;
        }
    }

    /** See {@link LoadMode#EVENTS}. */
    record Events() implements LoadMode {

        @Override
        public Kind kind() {
            return Kind.EVENTS;
        }
    }

    /**
     * Each extract holds new versions of rows; the warehouse shows one row for each primary key and keeps all versions.
     *
     * @param keep which version of a row is shown
     * @param version the columns that say which version is newer, compared one after the other and then by period; empty
     *     when the period alone decides, as it always does with {@link Keep#FIRST}
     */
    record Keyed(Keep keep, List<String> version) implements LoadMode {

        /** Which version of a row is shown. */
        public enum Keep {
            /** The newest. */
            LATEST("latest"),
            /** The one that came with the earliest period. */
            FIRST("first");

            private final String word;

            Keep(String word) {
                this.word = word;
            }

            /** The word that stands for it in definitions. */
            public String word() {
                return word;
            }
        }

        /** Copies the list. */
        public Keyed {
            version = List.copyOf(version);
        }

        @Override
        public Kind kind() {
            return Kind.KEYED;
        }
    }
}
