package dev.daybook.extractkit;

import dev.daybook.lake.model.NamePattern;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.model.WriterSettings.Compression;
import dev.daybook.task.EnvironmentVariable;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/**
 * The options that every extract has, as they stand on the command line. A step has them as a field:
 *
 * <pre>{@code
 * @Mixin
 * private ExtractArguments extract = new ExtractArguments("csv");
 * }</pre>
 */
public final class ExtractArguments {

    /** The variables that every extract reads, for {@code --help}. */
    public static final List<EnvironmentVariable> VARIABLES =
            List.of(new EnvironmentVariable("LAKE_KEY_FILE", "a file with the key that signs the manifest, or two"));

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "the name of the source in the lake",
            converter = SourceReader.class)
    private SourceName source;

    @Option(
            names = "--compression",
            paramLabel = "zstd[:LEVEL]|snappy|none",
            description = "of the data files",
            converter = CompressionReader.class)
    private Compression compression = WriterSettings.DEFAULT.compression();

    @Option(
            names = "--allow-missing",
            split = ",",
            paramLabel = "PATTERN",
            description = "datasets, as table or schema.table with * and ?, that the newest earlier extract has and"
                    + " this one may lack; '*' allows all to be missing",
            converter = PatternReader.class)
    private List<NamePattern> allowMissing = List.of();

    @Option(
            names = "--take-over",
            description = "replace what lies in the period's place although Daybook did not make it")
    private boolean takeOver;

    @Option(names = "--replace", description = "let a late extract replace one that was taken when the period closed")
    private boolean replace;

    /** @param usualSource the source's name when none is given */
    public ExtractArguments(String usualSource) {
        source = new SourceName(usualSource);
    }

    /** What was asked for. */
    public ExtractOptions options() {
        return new ExtractOptions(source, compression, new AllowedMissing(allowMissing), replace, takeOver);
    }

    /** Reads {@code --source}. */
    static final class SourceReader implements ITypeConverter<SourceName> {
        @Override
        public SourceName convert(String text) {
            return new SourceName(text);
        }
    }

    /** Reads {@code --compression}. */
    static final class CompressionReader implements ITypeConverter<Compression> {
        @Override
        public Compression convert(String text) {
            return Compression.parse(text);
        }
    }

    /** Reads a pattern of datasets. */
    public static final class PatternReader implements ITypeConverter<NamePattern> {
        @Override
        public NamePattern convert(String text) {
            return NamePattern.ofDatasets(text);
        }
    }
}
