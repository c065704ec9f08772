package dev.daybook.lake.model;

import dev.daybook.task.AsOf;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param raw the files that it was made of, where its step lists them
 * @param erasureEpoch the entry of the pipeline's list of erasures up to which persons are erased in it; 0 for none
 */
public record Manifest(
        ExtractKey extract,
        SourceKind kind,
        String runId,
        String toolVersion,
        AsOf asOf,
        Map<String, String> identity,
        List<Dataset> datasets,
        List<String> warnings,
        List<RawFile> raw,
        long erasureEpoch) {

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
     * @param rejectedRows records that were refused
     * @param counts what became of its records, where its step counts them
     */
    public record Dataset(
            TableDefinition table,
            ContentHash content,
            List<DataFile> files,
            long rejectedRows,
            Optional<RecordCounts> counts) {
        /** Copies the list. */
        public Dataset {
            files = List.copyOf(files);
        }

        /** A dataset whose records are not counted. */
        public Dataset(TableDefinition table, ContentHash content, List<DataFile> files, long rejectedRows) {
            this(table, content, files, rejectedRows, Optional.empty());
        }

        /** The same dataset with what became of its records. */
        public Dataset counted(RecordCounts found) {
            return new Dataset(table, content, files, found.rejected(), Optional.of(found));
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
        raw = List.copyOf(raw);
    }

    /** An extract that lists no raw files and in which nobody is erased. */
    public Manifest(
            ExtractKey extract,
            SourceKind kind,
            String runId,
            String toolVersion,
            AsOf asOf,
            Map<String, String> identity,
            List<Dataset> datasets,
            List<String> warnings) {
        this(extract, kind, runId, toolVersion, asOf, identity, datasets, warnings, List.of(), 0);
    }

    /** The same extract with the files that it was made of, and the entry up to which persons are erased in it. */
    public Manifest madeOf(List<RawFile> files, long epoch) {
        return new Manifest(extract, kind, runId, toolVersion, asOf, identity, datasets, warnings, files, epoch);
    }
}
