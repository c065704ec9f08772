package dev.daybook.lake.publish;

import dev.daybook.lake.model.Manifest;
import java.util.Optional;

/**
 * What was published when a run began.
 *
 * @param hash the SHA-256 of the manifest's file, valid or not; empty when there is none
 * @param manifest the manifest, when it is valid
 * @param signedBy the name of the key of ours that signed it
 */
record PublishedState(Optional<String> hash, Optional<Manifest> manifest, Optional<String> signedBy) {}
