package dev.daybook.loadpostgres.gate;

import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.RecordCounts;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.postgres.warehouse.DatasetFigures;
import dev.daybook.postgres.warehouse.DatasetLog;
import dev.daybook.postgres.warehouse.FileLog;
import dev.daybook.postgres.warehouse.LedgerRow;
import dev.daybook.postgres.warehouse.Part;
import dev.daybook.postgres.warehouse.StepLog;
import dev.daybook.postgres.warehouse.StepRun;
import dev.daybook.task.PipelineName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a load tells the tables of statistics: the runs of its extracts, the figures of its datasets, the files that they
 * were made of. All of it is in the manifests, but for the time.
 *
 * @param pipeline the pipeline
 * @param part the part of the pipeline that is loaded
 * @param extracts what it is loaded from
 * @param times how long each dataset took, by its name in the warehouse
 */
public record LoadLog(PipelineName pipeline, Part part, Extracts extracts, Map<String, Duration> times) {

    /** Copies the map. */
    public LoadLog {
        times = Map.copyOf(times);
    }

    /**
     * Writes it in place of what an earlier load of the period has written.
     *
     * @param row what the ledger says of the load
     */
    public void write(Connection connection, LedgerRow row) throws SQLException {
        for (StepRun run : ExtractRuns.of(extracts)) {
            StepLog.write(connection, run);
        }
        List<DatasetFigures> figures =
                extracts.datasets().stream().map(this::figures).toList();
        new DatasetLog(pipeline, part).replace(connection, row.period(), row.runId(), figures);
        for (PublishedExtract extract : extracts.all()) {
            Manifest manifest = extract.manifest();
            new FileLog(pipeline, manifest.extract().source()).replace(connection, row.period(), manifest.raw());
        }
    }

    private DatasetFigures figures(Manifest.Dataset dataset) {
        String target = dataset.table().target();
        return new DatasetFigures(
                target,
                dataset.counts()
                        .orElseGet(() -> RecordCounts.of(dataset.content().rows(), dataset.rejectedRows(), Map.of())),
                dataset.files().stream().mapToLong(Manifest.DataFile::bytes).sum(),
                times.getOrDefault(target, Duration.ZERO));
    }
}
