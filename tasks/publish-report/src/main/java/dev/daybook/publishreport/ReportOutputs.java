package dev.daybook.publishreport;

import dev.daybook.lake.publish.ReportPublication;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which files a report is written to: {@code report.csv}, {@code report.json}.
 *
 * @param formats the formats
 * @param guardFormulas whether CSV fields that begin like a formula get an apostrophe
 * @param tellReads whether the JSON file tells which pipelines were read
 */
record ReportOutputs(Set<ReportFormat> formats, boolean guardFormulas, boolean tellReads) {

    /** Copies the set. */
    ReportOutputs {
        formats = Set.copyOf(formats);
    }

    /** Starts the files, and the rows in the store. */
    Opened open(
            ReportPublication publication,
            JsonOutput.Description description,
            List<ReportColumn> columns,
            ReportStore store)
            throws IOException {
        Opened opened = new Opened();
        try {
            for (ReportFormat format : formats) {
                opened.add(
                        switch (format) {
                            case CSV ->
                                opened.csv(new CsvOutput(publication.create("report.csv"), columns, guardFormulas));
                            case JSON -> new JsonOutput(publication.create("report.json"), description, columns);
                        });
            }
            store.begin(description.report(), columns).ifPresent(opened::add);
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** All that the rows of one report are written to at once. */
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
