package dev.daybook.publishreport;

/** A format that a report can be published in. */
enum ReportFormat {
    CSV,
    JSON
}
