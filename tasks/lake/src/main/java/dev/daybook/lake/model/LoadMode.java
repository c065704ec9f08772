package dev.daybook.lake.model;

import java.util.List;

/**
 * How the extracts of a dataset make up what the warehouse shows. Who works with datasets asks these questions and never
 * for the mode itself, unless its answer is in a switch over all modes.
 */
public sealed interface LoadMode {

    /** Each extract holds the whole state; the warehouse shows the newest period's. */
    LoadMode SNAPSHOT = new Snapshot();

    /** All modes. */
    List<LoadMode> ALL = List.of(SNAPSHOT);

    /** The word that stands for it in definitions. */
    String word();

    /** Whether an extract holds all rows there are, so that a table or rows that it lacks are gone at the source. */
    boolean holdsWholeState();

    /** Whether each period has tables of its own in a schema of its own, which is put in place as a whole. */
    boolean hasSchemaOfPeriod();

    /** Whether people read it through a view that moves from period to period. */
    boolean isShownByView();

    /** See {@link LoadMode#SNAPSHOT}. */
    record Snapshot() implements LoadMode {

        @Override
        public String word() {
            return "snapshot";
        }

        @Override
        public boolean holdsWholeState() {
            return true;
        }

        @Override
        public boolean hasSchemaOfPeriod() {
            return true;
        }

        @Override
        public boolean isShownByView() {
            return true;
        }
    }
}
