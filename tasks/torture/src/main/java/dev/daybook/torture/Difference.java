package dev.daybook.torture;

/**
 * One thing that is not as it should be.
 *
 * @param kind what sort of thing
 * @param where the day and the table
 * @param found what was expected and what was found
 */
record Difference(Kind kind, String where, String found) {

    /** The sorts of differences; shrinking looks for the same sort. */
    enum Kind {
        /** A step ended otherwise than it should. */
        STEP,
        /** A table is missing, or one is there that should not be. */
        TABLES,
        /** A column's name, type, nullability, collation. */
        COLUMNS,
        /** Rows. */
        ROWS,
        /** What {@code verify --against source} says is not what the rows say. */
        VERIFICATION,
        /** Primary, unique and foreign keys, checks, indexes. */
        CONSTRAINTS,
        /** Comments. */
        COMMENTS,
        /** What a view shows. */
        VIEWS,
        /** A day that had been loaded before has changed. */
        EARLIER_DAY
    }

    @Override
    public String toString() {
        return kind + " " + where + ": " + found;
    }
}
