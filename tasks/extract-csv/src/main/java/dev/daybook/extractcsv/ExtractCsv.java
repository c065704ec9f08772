package dev.daybook.extractcsv;

import dev.daybook.extractcsv.format.RecordLimits;
import dev.daybook.extractkit.ByteCount;
import dev.daybook.extractkit.Extract;
import dev.daybook.extractkit.ExtractArguments;
import dev.daybook.sourcefiles.input.UnpackLimits;
import dev.daybook.sourcefiles.reject.BadRowLimit;
import dev.daybook.task.Step;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.command.WholeNumber;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The step: publishes CSV files, read under their declared schemas, as one extract of the lake. Whatever is not as
 * declared ends the run, and nothing is published.
 */
@Command(description = "Extracts CSV files under their declared schemas into the lake.")
public final class ExtractCsv implements Step {

    @Mixin
    private final ExtractArguments extract = new ExtractArguments("csv");

    @Option(
            names = "--file",
            required = true,
            paramLabel = "[DATASET=]PATTERN",
            description = "a CSV file, plain or gzip, or with * and ? many; {date}, {hour}, {h}, {period}, {next_date},"
                    + " {next_hour} stand for the period; can be repeated",
            converter = NamedPattern.Reader.class)
    private List<NamedPattern> files = List.of();

    @Option(
            names = "--schema",
            paramLabel = "[DATASET=]PATH",
            description = "its Frictionless schema; default: DATASET.schema.json beside the file",
            converter = NamedPattern.Reader.class)
    private List<NamedPattern> schemas = List.of();

    @Option(
            names = "--target",
            paramLabel = "DATASET=NAME",
            description = "the name of its table in the warehouse; default: the dataset's",
            converter = NamedValue.NamedReader.class)
    private List<NamedValue> targets = List.of();

    @Option(
            names = "--max-bad-rows",
            paramLabel = "N|P%",
            description = "rows of a dataset that may go to the dataset DATASET_rejected instead",
            converter = BadRowLimitReader.class)
    private BadRowLimit maxBadRows = BadRowLimit.NONE;

    @Option(
            names = "--max-field",
            paramLabel = "BYTES",
            description = "the most bytes of one field",
            converter = ByteCount.Reader.class)
    private ByteCount maxField = new ByteCount(RecordLimits.DEFAULT.fieldBytes());

    @Option(
            names = "--max-line",
            paramLabel = "BYTES",
            description = "the most bytes of one record",
            converter = ByteCount.Reader.class)
    private ByteCount maxLine = new ByteCount(RecordLimits.DEFAULT.recordBytes());

    @Option(
            names = "--max-unpacked",
            paramLabel = "BYTES",
            description = "the most bytes that a gzip file may unpack to",
            converter = ByteCount.Reader.class)
    private ByteCount maxUnpacked = new ByteCount(UnpackLimits.DEFAULT.bytes());

    @Option(
            names = "--max-ratio",
            paramLabel = "N",
            description = "how many times its size a gzip file may unpack to",
            converter = RatioReader.class)
    private Integer maxRatio = UnpackLimits.DEFAULT.ratio();

    private static final UnpackLimits.Options LIMITS = new UnpackLimits.Options("--max-unpacked", "--max-ratio");

    /** Reads {@code --max-bad-rows}. */
    static final class BadRowLimitReader implements ITypeConverter<BadRowLimit> {
        @Override
        public BadRowLimit convert(String text) {
            return BadRowLimit.parse(text);
        }
    }

    /** Reads {@code --max-ratio}. */
    static final class RatioReader extends WholeNumber {
        RatioReader() {
            super(1, 999_999_999);
        }
    }

    private CsvLimits limits() {
        return new CsvLimits(
                new RecordLimits(maxField.asInt(), maxLine.asInt(), RecordLimits.DEFAULT.fields()),
                new UnpackLimits(maxUnpacked.bytes(), maxRatio, Optional.of(LIMITS)),
                maxBadRows);
    }

    private CsvSource source(StepRequest request) {
        List<CsvInput> inputs = CsvInputs.of(request.period(), files, schemas, targets);
        if (limits().allowsBadRows()) {
            RejectedTargets.require(inputs);
        }
        return new CsvSource(inputs, limits());
    }

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        return new Extract(extract.options(), request, context).run(source(request));
    }

    @Override
    public void check(StepRequest request, StepContext context) {
        source(request).open(context).close();
        new Extract(extract.options(), request, context).check();
    }
}
