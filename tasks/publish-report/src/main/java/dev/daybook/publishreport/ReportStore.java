package dev.daybook.publishreport;

import java.util.List;
import java.util.Optional;

/** Where the rows of reports are kept beside their files. */
interface ReportStore extends AutoCloseable {

    /** Keeps nothing. */
    ReportStore NONE = new ReportStore() {
        @Override
        public Optional<ReportOutput> begin(ReportDefinition report, List<ReportColumn> columns) {
            return Optional.empty();
        }

        @Override
        public void commit() {
            // Nothing was kept.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    /** Starts to keep a report in place of what is kept of the period. */
    Optional<ReportOutput> begin(ReportDefinition report, List<ReportColumn> columns);

    /** Makes all that was kept last; called once the files are published. */
    void commit();

    /** Gives up what was not committed. */
    @Override
    void close();
}
