package dev.daybook.lake.model;

import dev.daybook.task.AsOf;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a published extract is: the only truth for our own readers.
 *
 * @param extract which extract it describes
 * @param kind what the source is
 * @param runId the run that published it
 * @param toolVersion version and commit of the program
 * @param asOf when the state it holds was true at the source
 * @param identity what the source was, for people: server version, database, snapshot, LSN, file; values are plain text; kept in the
 *     order of its keys
 * @param datasets in the order of their names
 * @param warnings one line each
 */
public record Manifest(
        ExtractKey extract,
        SourceKind kind,
        String runId,
        String toolVersion,
        AsOf asOf,
        Map<String, String> identity,
        List<Dataset> datasets,
        List<String> warnings) {

    /**
     * Names one extract.
     *
     * @param pipeline the pipeline
     * @param source the source
     * @param period the period
     */
    public record ExtractKey(PipelineName pipeline, SourceName source, Period period) {}

    /**
     * One dataset of the extract.
     *
     * @param table its definition
     * @param content row count and content hash
     * @param files its files; empty for a table without columns
     * @param rejectedRows rows that went to the reject file instead
     */
    public record Dataset(TableDefinition table, ContentHash content, List<DataFile> files, long rejectedRows) {
        /** Copies the list. */
        public Dataset {
            files = List.copyOf(files);
        }
    }

    /**
     * One file of a dataset.
     *
     * @param path relative to the extract's directory, with {@code /}
     * @param bytes its size
     * @param rows its rows
     * @param sha256 64 hexadecimal digits
     */
    public record DataFile(String path, long bytes, long rows, String sha256) {}

    /** Copies the collections. */
    public Manifest {
        identity = Collections.unmodifiableSortedMap(new TreeMap<>(identity));
        datasets = List.copyOf(datasets);
        warnings = List.copyOf(warnings);
    }
}
