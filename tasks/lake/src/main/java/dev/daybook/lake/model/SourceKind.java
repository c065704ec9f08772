package dev.daybook.lake.model;

/** What a source is. A closed set: who reads a manifest of another kind does not know what its rows mean. */
public enum SourceKind {
    /** A PostgreSQL database, read in one snapshot. */
    POSTGRES("postgres"),
    /** CSV files under a declared schema. */
    CSV("csv"),
    /** Files of another form, read by a step of their own. */
    FILES("files");

    private final String label;

    SourceKind(String label) {
        this.label = label;
    }

    /** The word that stands for it in manifests and messages. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
