package dev.daybook.publishreport;

import dev.daybook.lake.Lake;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.publish.ReportPublication;
import dev.daybook.lake.storage.TakeOver;
import dev.daybook.postgres.connect.ConnectionSettings;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.postgres.warehouse.LockWaits;
import dev.daybook.postgres.warehouse.StepRun;
import dev.daybook.task.AsOf;
import dev.daybook.task.Step;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.StepResult.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The step: runs SQL files on a loaded day, in one snapshot, and publishes their results in the lake. */
@Command(
        description = "Runs reports on a loaded day of the warehouse, all in one snapshot, and publishes each below"
                + " <lake>/<pipeline>/reports/<report>/. The same day gives the same bytes.")
public final class PublishReport implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(PublishReport.class);
    private static final String WAREHOUSE = "WAREHOUSE_DB";

    @Mixin
    private final ReportOptions options = new ReportOptions();

    private final ReportWaits waits;

    /** The step as it is installed. */
    public PublishReport() {
        this(ReportWaits.USUAL);
    }

    /** @param waits how long it waits for others */
    PublishReport(ReportWaits waits) {
        this.waits = waits;
    }

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        ReportOutputs outputs = options.outputs();
        List<ReportDefinition> definitions = options.definitions();
        Instant started = context.clock().instant();
        Lake lake = Lake.of(request, SigningKeys.NONE, TakeOver.when("--take-over", options.takeOver(), context::warn));
        List<ReportPublication> publications = new ArrayList<>();
        ConnectionSettings warehouse = ConnectionSettings.from(context.environment(), WAREHOUSE);
        try (LockWaits _ = WarehouseDay.tellWaits(warehouse, waits);
                WarehouseDay day = WarehouseDay.open(warehouse, options.reads(request), request.period(), waits);
                ReportStore store = store(warehouse, request)) {
            if (options.requireSignature()) {
                requireSigned(day);
            }
            List<ReportRun.Written> written = new ArrayList<>();
            for (ReportDefinition report : definitions) {
                ReportPublication publication =
                        lake.beginReport(request.pipeline(), report.name(), request.period(), request.runId());
                publications.add(publication);
                written.add(new ReportRun(report, request, outputs, store).write(day, publication, context));
            }
            Status status = context.publish(() -> publish(definitions, publications, written, store));
            StepResult result = result(request, day, status, definitions, written);
            log(request, context, day, started, result);
            return result;
        } finally {
            publications.forEach(ReportPublication::close);
        }
    }

    private ReportStore store(ConnectionSettings warehouse, StepRequest request) {
        return options.table() ? ReportTables.open(warehouse, request, waits) : ReportStore.NONE;
    }

    @Override
    public void check(StepRequest request, StepContext context) {
        options.definitions().forEach(ReportStatement::of);
        Lake.of(request, SigningKeys.NONE).check(request.pipeline());
        ConnectionSettings warehouse = ConnectionSettings.from(context.environment(), WAREHOUSE);
        try (Connection connection = warehouse.connect("daybook publish-report")) {
            LOG.info("{} answers as {}", warehouse, connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            throw SqlFailure.of(e, warehouse.place());
        }
    }

    /** All that is read must have been loaded from signed extracts. */
    private static void requireSigned(WarehouseDay day) {
        List<String> problems = day.reads().stream()
                .filter(read -> read.loaded().signedBy().isEmpty())
                .map(read -> "--require-signature: expected " + read.loaded().period() + " of pipeline "
                        + read.pipeline() + " to be loaded from signed extracts, found no signature in"
                        + " daybook.load_ledger of " + day.place()
                        + "; load the day again with signatures required")
                .toList();
        if (!problems.isEmpty()) {
            throw new StepFailure.BadData(problems);
        }
    }

    /** The rows of tables are committed once all files are published. */
    private static Status publish(
            List<ReportDefinition> definitions,
            List<ReportPublication> publications,
            List<ReportRun.Written> written,
            ReportStore store) {
        Status status = Status.UNCHANGED;
        for (int i = 0; i < publications.size(); i++) {
            boolean changed = publications.get(i).publish();
            status = changed ? Status.DONE : status;
            LOG.info(
                    "{}: {} rows{}, {} in {}",
                    definitions.get(i).name(),
                    written.get(i).totals().rows(),
                    sums(written.get(i)),
                    changed ? "published" : "unchanged",
                    publications.get(i).location());
        }
        store.commit();
        return status;
    }

    private static String sums(ReportRun.Written written) {
        StringBuilder text = new StringBuilder();
        written.totals()
                .sums()
                .forEach((column, sum) ->
                        text.append(", ").append(column).append(' ').append(sum));
        return text.toString();
    }

    private static StepResult result(
            StepRequest request,
            WarehouseDay day,
            Status status,
            List<ReportDefinition> definitions,
            List<ReportRun.Written> written) {
        long rows = written.stream().mapToLong(report -> report.totals().rows()).sum();
        long bytes = written.stream().mapToLong(ReportRun.Written::bytes).sum();
        Map<String, String> details = new LinkedHashMap<>();
        for (int i = 0; i < written.size(); i++) {
            String report = definitions.get(i).name();
            written.get(i).totals().sums().forEach((column, sum) -> details.put(report + "." + column, sum));
        }
        AsOf asOf = AsOf.of(request.period(), day.asOf());
        return new StepResult(status, Optional.of(asOf), new StepResult.Totals(written.size(), rows, bytes), details);
    }

    private static void log(
            StepRequest request, StepContext context, WarehouseDay day, Instant started, StepResult result) {
        boolean written = day.log(StepRun.ending(
                request,
                "publish-report",
                started,
                context.clock().instant(),
                result.status(),
                result.totals().rows()));
        if (!written) {
            context.warn(
                    "the warehouse's role may not write daybook.step_log: this run is not in it; grant INSERT, UPDATE and"
                            + " SELECT on it");
        }
    }
}
