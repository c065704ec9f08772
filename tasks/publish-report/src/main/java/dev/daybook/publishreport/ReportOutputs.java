package dev.daybook.publishreport;

import dev.daybook.lake.publish.ReportPublication;
import dev.daybook.task.StepRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which files a report is written to: {@code report.csv}, {@code report.json}.
 *
 * @param formats the formats
 * @param guardFormulas whether CSV fields that begin like a formula get an apostrophe
 */
record ReportOutputs(Set<ReportFormat> formats, boolean guardFormulas) {

    /** Copies the set. */
    ReportOutputs {
        formats = Set.copyOf(formats);
    }

    /** Starts the files. */
    Opened open(
            ReportPublication publication,
            ReportDefinition report,
            StepRequest request,
            Instant asOf,
            List<ReportColumn> columns)
            throws IOException {
        Opened opened = new Opened();
        try {
            for (ReportFormat format : formats) {
                opened.add(
                        switch (format) {
                            case CSV ->
                                opened.csv(new CsvOutput(publication.create("report.csv"), columns, guardFormulas));
                            case JSON ->
                                new JsonOutput(
                                        publication.create("report.json"),
                                        new JsonOutput.Description(report, request.pipeline(), request.period(), asOf),
                                        columns);
                        });
            }
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** The files of one report, all written at once. */
    static final class Opened implements ReportOutput {

        private final List<ReportOutput> files = new ArrayList<>();
        private Optional<CsvOutput> csv = Optional.empty();

        private CsvOutput csv(CsvOutput file) {
            csv = Optional.of(file);
            return file;
        }

        private void add(ReportOutput file) {
            files.add(file);
        }

        @Override
        public void row(String[] values) throws IOException {
            for (ReportOutput file : files) {
                file.row(values);
            }
        }

        @Override
        public void finish(ReportTotals totals) throws IOException {
            for (ReportOutput file : files) {
                file.finish(totals);
            }
        }

        /** What whoever runs the report should know, one line each. */
        List<String> warnings() {
            return csv.map(CsvOutput::guarded).filter(fields -> fields > 0).stream()
                    .map(fields -> "report.csv: " + fields
                            + " fields begin like a formula and got an apostrophe (--csv-formula-guard)")
                    .toList();
        }

        @Override
        public void close() throws IOException {
            closeFrom(0);
        }

        private void closeFrom(int first) throws IOException {
            if (first < files.size()) {
                try (ReportOutput _ = files.get(first)) {
                    closeFrom(first + 1);
                }
            }
        }
    }
}
