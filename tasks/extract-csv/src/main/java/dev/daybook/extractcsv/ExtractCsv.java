package dev.daybook.extractcsv;

import dev.daybook.extractcsv.format.RecordLimits;
import dev.daybook.extractcsv.input.SourceFile;
import dev.daybook.extractcsv.input.UnpackLimits;
import dev.daybook.extractcsv.rows.BadRowLimit;
import dev.daybook.lake.Lake;
import dev.daybook.lake.NewestExtract;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.model.WriterSettings.Compression;
import dev.daybook.lake.publish.Publication;
import dev.daybook.lake.storage.TakeOver;
import dev.daybook.postgres.catalog.AllowedMissing;
import dev.daybook.task.AsOf;
import dev.daybook.task.Step;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.ToolVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/**
 * The step: publishes CSV files, read under their declared schemas, as one extract of the lake. Whatever is not as
 * declared ends the run, and nothing is published.
 */
@Command(description = "Extracts CSV files under their declared schemas into the lake.")
public final class ExtractCsv implements Step {

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "the name of the source in the lake",
            converter = SourceNameReader.class)
    private SourceName source = new SourceName("csv");

    @Option(
            names = "--file",
            required = true,
            paramLabel = "[DATASET=]PATH",
            description = "a CSV file, plain or gzip; {date} stands for the period; can be repeated",
            converter = NamedValue.Reader.class)
    private List<NamedValue> files = List.of();

    @Option(
            names = "--schema",
            paramLabel = "[DATASET=]PATH",
            description = "its Frictionless schema; default: DATASET.schema.json beside the file",
            converter = NamedValue.Reader.class)
    private List<NamedValue> schemas = List.of();

    @Option(
            names = "--target",
            paramLabel = "DATASET=NAME",
            description = "the name of its table in the warehouse; default: the dataset's",
            converter = NamedValue.NamedReader.class)
    private List<NamedValue> targets = List.of();

    @Option(
            names = "--allow-missing",
            split = ",",
            paramLabel = "PATTERN",
            description = "datasets, with * and ?, that the newest earlier extract has and this one may lack")
    private List<String> allowMissing = List.of();

    @Option(
            names = "--max-bad-rows",
            paramLabel = "N|P%",
            description = "rows of a file that may go to a reject file instead",
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

    @Option(
            names = "--compression",
            paramLabel = "zstd[:LEVEL]|snappy|none",
            description = "of the data files",
            converter = CompressionReader.class)
    private Compression compression = WriterSettings.DEFAULT.compression();

    @Option(
            names = "--take-over",
            description = "replace what lies in the period's place although Daybook did not make it")
    private boolean takeOver;

    @Option(names = "--replace", description = "let a late state replace the one that the period closed with")
    private boolean replace;

    /** Reads {@code --source}. */
    static final class SourceNameReader implements ITypeConverter<SourceName> {
        @Override
        public SourceName convert(String text) {
            return new SourceName(text);
        }
    }

    /** Reads {@code --max-bad-rows}. */
    static final class BadRowLimitReader implements ITypeConverter<BadRowLimit> {
        @Override
        public BadRowLimit convert(String text) {
            return BadRowLimit.parse(text);
        }
    }

    /** Reads {@code --max-ratio}. */
    static final class RatioReader implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException("expected a whole number from 1");
            }
            return Integer.valueOf(text);
        }
    }

    /** Reads {@code --compression}. */
    static final class CompressionReader implements ITypeConverter<Compression> {
        @Override
        public Compression convert(String text) {
            return Compression.parse(text);
        }
    }

    private CsvExtraction.Limits limits() {
        return new CsvExtraction.Limits(
                new RecordLimits(maxField.asInt(), maxLine.asInt(), RecordLimits.DEFAULT.fields()),
                new UnpackLimits(maxUnpacked.bytes(), maxRatio),
                maxBadRows);
    }

    @Override
    public StepResult run(StepRequest request, StepContext context) {
        List<CsvInput> inputs = CsvInputs.of(request.period(), files, schemas, targets);
        ExtractKey key = new ExtractKey(request.pipeline(), source, request.period());
        WriterSettings settings = new WriterSettings(compression, WriterSettings.DEFAULT.memoryBytes());
        AllowedMissing allowed = AllowedMissing.of(allowMissing);
        Lake lake = Lake.of(request, SigningKeys.of(context.environment()), TakeOver.when(takeOver, context::warn));
        try (Publication publication = lake.begin(key, request.runId(), settings);
                StepContext.Registration _ = context.onStop(publication::close)) {
            context.progress().expect(inputs.size());
            CsvExtraction extraction = new CsvExtraction(publication, limits(), context);
            checkMissing(lake.newestUpTo(key), allowed, inputs, extraction);
            inputs.forEach(extraction::extract);
            return publish(request, context, publication, inputs, extraction);
        }
    }

    private static void checkMissing(
            NewestExtract newest, AllowedMissing allowed, List<CsvInput> inputs, CsvExtraction extraction) {
        newest.warnings().forEach(extraction::warn);
        Set<DatasetName> present =
                inputs.stream().map(input -> input.table().name()).collect(Collectors.toSet());
        newest.manifest()
                .flatMap(earlier -> allowed.check(earlier, present, _ -> "no --file gives it"))
                .ifPresent(extraction::warn);
    }

    private StepResult publish(
            StepRequest request,
            StepContext context,
            Publication publication,
            List<CsvInput> inputs,
            CsvExtraction extraction) {
        AsOf asOf = AsOf.of(request.period(), extraction.newest().orElse(Instant.EPOCH));
        publication.warnings().forEach(context::warn);
        boolean live = inputs.stream().anyMatch(CsvInput::live);
        if (live && asOf.kind() == AsOf.Kind.LATE && publication.current().isEmpty()) {
            extraction.warn("late: the file was modified at " + asOf.time() + ", more than a day after the end of "
                    + request.period() + "; it may show a later state");
        }
        Publication.Description description = new Publication.Description(
                "csv", ToolVersion.current().toString(), asOf, live, extraction.identity(), extraction.warnings());
        return result(context.publish(() -> publication.publish(description, replace)), context);
    }

    private StepResult result(Publication.Outcome outcome, StepContext context) {
        Manifest manifest = outcome.manifest();
        StepResult.Status status = switch (outcome) {
            case Publication.Outcome.Published _ -> StepResult.Status.DONE;
            case Publication.Outcome.Unchanged _ -> StepResult.Status.UNCHANGED;
            case Publication.Outcome.Kept _ -> {
                context.warn("kept the state of " + manifest.asOf().time() + ", with which the period closed:"
                        + " the file is later and other; to replace it use --replace");
                yield StepResult.Status.KEPT;
            }
        };
        long rows = 0;
        long bytes = 0;
        Map<String, String> details = new TreeMap<>();
        for (Manifest.Dataset dataset : manifest.datasets()) {
            rows += dataset.content().rows();
            bytes +=
                    dataset.files().stream().mapToLong(Manifest.DataFile::bytes).sum();
            if (dataset.rejectedRows() > 0) {
                details.merge(
                        "rejected_rows",
                        String.valueOf(dataset.rejectedRows()),
                        (one, other) -> String.valueOf(Long.parseLong(one) + Long.parseLong(other)));
            }
        }
        StepResult.Totals totals = new StepResult.Totals(manifest.datasets().size(), rows, bytes);
        return new StepResult(status, Optional.of(manifest.asOf()), totals, details);
    }

    @Override
    public void check(StepRequest request, StepContext context) {
        for (CsvInput input : CsvInputs.of(request.period(), files, schemas, targets)) {
            SourceFile.open(input.file(), input.schema().charset(), limits().unpack())
                    .close();
        }
        Lake.of(request, SigningKeys.of(context.environment())).check(request.pipeline());
    }
}
