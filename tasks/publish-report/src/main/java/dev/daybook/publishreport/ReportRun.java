package dev.daybook.publishreport;

import dev.daybook.lake.publish.ReportPublication;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one report on a day and writes its files into a staging folder.
 *
 * @param report the report
 * @param request the run
 * @param outputs how its files are made
 * @param store where its rows go too
 */
record ReportRun(ReportDefinition report, StepRequest request, ReportOutputs outputs, ReportStore store) {

    private static final int ROWS_BETWEEN_SIGNS = 10_000;

    /**
     * What a run came to.
     *
     * @param totals rows and sums
     * @param bytes the size of all files
     */
    record Written(ReportTotals totals, long bytes) {}

    /**
     * Runs the report.
     *
     * @throws StepFailure.BadData when columns or row order are not as declared
     */
    Written write(WarehouseDay day, ReportPublication publication, StepContext context) {
        try (PreparedStatement statement = ReportStatement.of(report).prepare(day.snapshot(), request.period());
                StepContext.Registration _ = context.onStop(() -> cancel(statement));
                ResultSet rows = statement.executeQuery()) {
            List<ReportColumn> columns = columns(rows.getMetaData());
            requireDeclared(columns);
            ReportTotals totals = writeFiles(day, publication, columns, rows, context);
            return new Written(totals, publication.bytes());
        } catch (SQLException e) {
            throw SqlFailure.of(e, "report " + report.name());
        } catch (IOException e) {
            throw new StepFailure.InputOutput(
                    "cannot write report " + report.name() + " for " + publication.location() + ": " + FileReason.of(e),
                    e);
        }
    }

    private static void cancel(PreparedStatement statement) {
        try {
            statement.cancel();
        } catch (SQLException _) {
            // The process ends; the server sees the closed connection.
        }
    }

    private static List<ReportColumn> columns(ResultSetMetaData meta) throws SQLException {
        List<ReportColumn> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(ReportColumn.of(meta.getColumnLabel(i), meta.getColumnTypeName(i)));
        }
        return columns;
    }

    /** The declared names have no doubles, so equal lists also mean no doubled column. */
    private void requireDeclared(List<ReportColumn> columns) {
        List<String> found = columns.stream().map(ReportColumn::name).toList();
        if (!found.equals(report.columns())) {
            throw new StepFailure.BadData("report " + report.name() + ": expected the columns "
                    + String.join(", ", report.columns()) + " that its heading declares, found "
                    + EscapedText.of(String.join(", ", found)));
        }
    }

    private ReportTotals writeFiles(
            WarehouseDay day,
            ReportPublication publication,
            List<ReportColumn> columns,
            ResultSet rows,
            StepContext context)
            throws SQLException, IOException {
        ReportTotals totals = new ReportTotals(report, columns);
        OrderKey orderKey = new OrderKey(report, columns, day.order());
        try (ReportOutputs.Opened files = outputs.open(publication, description(day), columns, store);
                var progress = context.progress().start(report.name(), -1)) {
            String[] values = new String[columns.size()];
            while (rows.next()) {
                read(rows, values);
                orderKey.check(values);
                totals.add(values);
                files.row(values);
                if (totals.rows() % ROWS_BETWEEN_SIGNS == 0) {
                    progress.advance(ROWS_BETWEEN_SIGNS, 0);
                }
            }
            orderKey.finish();
            files.finish(totals);
            progress.advance(totals.rows() % ROWS_BETWEEN_SIGNS, 0);
            progress.done();
            files.warnings().forEach(context::warn);
        }
        return totals;
    }

    private JsonOutput.Description description(WarehouseDay day) {
        return new JsonOutput.Description(
                report,
                request.pipeline(),
                request.period(),
                day.asOf(),
                outputs.tellReads() ? day.reads() : List.of());
    }

    private static void read(ResultSet rows, String[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.getString(i + 1);
        }
    }
}
