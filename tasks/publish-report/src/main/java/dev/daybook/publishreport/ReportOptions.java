package dev.daybook.publishreport;

import dev.daybook.task.StepRequest;
import dev.daybook.task.command.OptionRules;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options of the step as they are written on the command line. */
final class ReportOptions implements OptionRules {

    @Option(
            names = "--report",
            required = true,
            paramLabel = "FILE.sql",
            split = ",",
            description =
                    "a report: one query under a comment that tells title, columns and order key; may be given again")
    private List<Path> reports = List.of();

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            converter = ParameterReader.class,
            description = "the value of a parameter that a report declares, such as top=3; may be given again")
    private List<ParameterAssignment> parameters = List.of();

    @Option(
            names = "--reads",
            paramLabel = "NAME[:latest][/PART,..]",
            converter = ReadsReader.class,
            description =
                    "a pipeline whose tables the reports read, in the same period or in the newest one that has ended by"
                            + " then; may be given again; default: the pipeline itself")
    private List<ReadPipeline> reads = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            description = "the files to write: csv, json; default: csv,json")
    private List<ReportFormat> formats = List.of(ReportFormat.values());

    @Option(
            names = "--table",
            description = "also replace the period's rows in the table <pipeline>_reports.<report> of the warehouse")
    private boolean table;

    @Option(
            names = "--csv-formula-guard",
            description = "put an apostrophe before text in the CSV file that a spreadsheet would run as a formula")
    private boolean guardFormulas;

    @Option(
            names = "--take-over",
            description = "replace what lies in the period's place although Daybook did not make it")
    private boolean takeOver;

    @Option(
            names = "--require-signature",
            description = "refuse a day unless its load verified that all its extracts are signed")
    private boolean requireSignature;

    /** Reads one of {@code --param}. */
    static final class ParameterReader implements ITypeConverter<ParameterAssignment> {
        @Override
        public ParameterAssignment convert(String text) {
            return ParameterAssignment.parse(text);
        }
    }

    /** Reads one of {@code --reads}. */
    static final class ReadsReader implements ITypeConverter<ReadPipeline> {
        @Override
        public ReadPipeline convert(String text) {
            return ReadPipeline.parse(text.strip());
        }
    }

    @Override
    public List<Problem> problems() {
        return Problem.ofTwice(
                "--reads",
                "pipeline",
                reads.stream().map(ReadPipeline::pipeline).toList());
    }

    /**
     * The reports with the values of their parameters.
     *
     * @throws dev.daybook.task.StepFailure.Configuration when a file is no report
     * @throws dev.daybook.task.StepFailure.Usage when a value is given to no parameter, or is of another type
     */
    List<ReportDefinition> definitions() {
        return ParameterAssignment.set(ReportSource.read(reports), parameters);
    }

    /** The pipelines that they read. */
    List<ReadPipeline> reads(StepRequest request) {
        return reads.isEmpty() ? List.of(ReadPipeline.of(request.pipeline())) : List.copyOf(reads);
    }

    /** The files to write. */
    ReportOutputs outputs() {
        return new ReportOutputs(EnumSet.copyOf(formats), guardFormulas, !reads.isEmpty());
    }

    /** Whether the results go into tables too. */
    boolean table() {
        return table;
    }

    /** Whether folders that Daybook did not make are replaced. */
    boolean takeOver() {
        return takeOver;
    }

    /** Whether all that is read must have been loaded from signed extracts. */
    boolean requireSignature() {
        return requireSignature;
    }
}
