package dev.daybook.lake.read;

import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.part.PartReader;
import java.util.Optional;

/** A published extract whose manifest has been verified. Safe for use by many threads. */
public interface PublishedExtract {

    /** Its manifest. */
    Manifest manifest();

    /** The SHA-256 of its manifest, 64 hexadecimal digits: the identity of this content. */
    String manifestHash();

    /** The name of the key that signed its manifest; empty when none of the lake's keys did. */
    Optional<String> signedBy();

    /**
     * Verifies that its folder holds exactly the manifest's files: no file more, none less, none of another size.
     *
     * @throws dev.daybook.task.StepFailure.BadData naming the file
     */
    void verifyFiles();

    /**
     * Opens a file for reading, after its SHA-256 has been verified.
     *
     * @throws dev.daybook.task.StepFailure.BadData when it is damaged or its schema is not the dataset's
     * @throws dev.daybook.task.StepFailure.Temporary when the extract has been replaced since
     */
    PartReader open(Manifest.Dataset dataset, Manifest.DataFile file);

    /**
     * Verifies everything that can be verified without reading rows: {@link #verifyFiles()} and the SHA-256 of every
     * file.
     *
     * @throws dev.daybook.task.StepFailure.BadData naming the file
     * @throws dev.daybook.task.StepFailure.Temporary when the extract has been replaced since
     */
    void verify();

    /** Whether this is still what is published. */
    boolean isCurrent();
}
