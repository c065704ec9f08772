package dev.daybook.postgres.warehouse;

import dev.daybook.lake.model.SourceName;

/**
 * What of a period is loaded together and has one row in the ledger: all snapshots of a pipeline, or one source whose
 * datasets come a period at a time.
 *
 * @param value {@code snapshot}, or the name of the source
 */
public record Part(String value) {

    /** All sources of the pipeline whose extracts hold the whole state. */
    public static final Part SNAPSHOT = new Part("snapshot");

    /** @throws IllegalArgumentException when the value cannot be the name of a source */
    public Part {
        value = new SourceName(value).value();
    }

    /**
     * The part that a source is which is loaded by itself.
     *
     * @throws IllegalArgumentException when its name is the word for the snapshots
     */
    public static Part of(SourceName source) {
        if (source.value().equals(SNAPSHOT.value)) {
            throw new IllegalArgumentException(
                    "a source that is loaded by itself cannot be called 'snapshot': the ledger"
                            + " calls all snapshots of a pipeline so; take another name");
        }
        return new Part(source.value());
    }

    @Override
    public String toString() {
        return value;
    }
}
