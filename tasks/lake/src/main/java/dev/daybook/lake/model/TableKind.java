package dev.daybook.lake.model;

/** What a dataset is at its source. */
public enum TableKind {
    /** A table, or a partition that is a dataset of its own. */
    TABLE("table"),
    /** A partitioned table with all its partitions. */
    PARTITIONED_TABLE("partitioned table"),
    /** A view. */
    VIEW("view"),
    /** A materialized view. */
    MATERIALIZED_VIEW("materialized view"),
    /** A foreign table. */
    FOREIGN_TABLE("foreign table"),
    /** CSV files. */
    CSV("csv"),
    /** Files of another form. */
    FILE("file");

    private final String label;

    TableKind(String label) {
        this.label = label;
    }

    /** The words that stand for it in definitions. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
