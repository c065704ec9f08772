package dev.daybook.postgres.warehouse;

import dev.daybook.task.Period;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A loaded period of one part of a pipeline, as {@code daybook.load_ledger} has it.
 *
 * @param period the period
 * @param schema the schema that holds its tables
 * @param manifestsHash SHA-256 over the manifests of all its sources, 64 hexadecimal digits: the identity of its content
 * @param loadId the load that brought it, 8 hexadecimal digits; differs for each attempt of a run
 * @param asOf when the oldest of its extracts was true at its source
 * @param datasets the rows of each dataset by its name in the warehouse
 * @param runId the run that loaded it
 * @param loaderVersion version and commit of the program that loaded it
 * @param loadedAt when, by the warehouse's clock
 * @param seconds how long the load took
 * @param leftOut what the warehouse does not have of the source, one line each
 * @param signedBy the names of the keys that signed its manifests; empty when not all were verified to be signed
 */
public record LedgerRow(
        Period period,
        String schema,
        String manifestsHash,
        String loadId,
        Instant asOf,
        Map<String, Long> datasets,
        String runId,
        String loaderVersion,
        Instant loadedAt,
        double seconds,
        List<String> leftOut,
        Optional<String> signedBy) {

    /** Copies the collections. */
    public LedgerRow {
        datasets = Map.copyOf(datasets);
        leftOut = List.copyOf(leftOut);
    }

    /** The rows of all datasets. */
    public long rows() {
        return datasets.values().stream().mapToLong(Long::longValue).sum();
    }
}
