package org.example.fixedwidth;

import dev.daybook.extractkit.DatasetRows;
import dev.daybook.extractkit.Extract;
import dev.daybook.extractkit.ExtractArguments;
import dev.daybook.extractkit.ExtractWriter;
import dev.daybook.extractkit.Source;
import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import dev.daybook.task.Step;
import dev.daybook.task.StepContext;
import dev.daybook.task.StepFailure;
import dev.daybook.task.StepRequest;
import dev.daybook.task.StepResult;
import dev.daybook.task.run.StepProgram;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The step: its options, and the source that they describe. */
@Command(description = "Extracts a text file whose fields lie at fixed places of each line.")
public final class ExtractFixedWidth implements Step {

    @Mixin
    private final ExtractArguments extract = new ExtractArguments("fixed");

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "{date} stands for the period")
    private String file;

    @Option(names = "--field", required = true, paramLabel = "NAME:WIDTH", converter = FieldReader.class)
    private List<Field> fields;

    record Field(String name, int width) {}

    static final class FieldReader implements ITypeConverter<Field> {
        @Override
        public Field convert(String text) {
            if (!text.matches("[a-z][a-z0-9_]*:[1-9][0-9]{0,3}")) {
                throw new IllegalArgumentException("expected NAME:WIDTH");
            }
            return new Field(text.split(":")[0], Integer.parseInt(text.split(":")[1]));
        }
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

    private Source source(StepRequest request) {
        String path = file.replace("{date}", request.period().toString());
        return new TextFile(Path.of(path), !file.contains("{date}"), List.copyOf(fields));
    }

    public static void main(String[] arguments) {
        StepProgram program = StepProgram.of("extract-fixed-width", ExtractFixedWidth::new);
        System.exit(program.run(arguments));
    }
}

/** The source: a file that fits into memory. It only ever shows now when its path is the same every day. */
record TextFile(Path path, boolean live, List<ExtractFixedWidth.Field> fields) implements Source {
    @Override
    public SourceKind kind() {
        return SourceKind.FILES;
    }

    @Override
    public State open(StepContext context) {
        try {
            return new TextFileState(this, Files.getLastModifiedTime(path).toInstant(), Files.readAllLines(path));
        } catch (NoSuchFileException e) {
            throw new StepFailure.NotReady(name() + ": expected a text file, found none");
        } catch (IOException e) {
            throw new StepFailure.InputOutput(name() + ": expected text in UTF-8, found a file that cannot be read", e);
        }
    }

    String name() {
        return EscapedText.of(path.toString());
    }
}

record TextFileState(TextFile file, Instant time, List<String> lines) implements Source.State {
    @Override
    public Map<String, String> identity() {
        return Map.of("file", file.path().toString());
    }

    @Override
    public List<DatasetName> datasets() {
        return List.of(DatasetName.bare("lines"));
    }

    @Override
    public void read(ExtractWriter extract) {
        SourceType text = SourceType.builtIn("text", "text");
        List<ColumnDefinition> columns = file.fields().stream()
                .map(field -> ColumnDefinition.of(field.name(), new ColumnType.Text(), text, true))
                .toList();
        TableDefinition table = TableDefinition.of(datasets().getFirst(), TableKind.FILE, columns);
        try (DatasetRows rows = extract.rows(table)) {
            IntStream.range(0, lines.size()).forEach(line -> append(line, rows));
            rows.finish(0);
        }
    }

    private void append(int index, DatasetRows rows) {
        String line = lines.get(index);
        int width = file.fields().stream().mapToInt(ExtractFixedWidth.Field::width).sum();
        if (line.length() != width) {
            throw new StepFailure.BadData(file.name() + ", line " + (index + 1) + ": expected " + width
                    + " characters, found " + line.length());
        }
        int end = 0;
        for (int i = 0; i < file.fields().size(); i++) {
            int start = end;
            end += file.fields().get(i).width();
            byte[] value = line.substring(start, end).strip().getBytes(StandardCharsets.UTF_8);
            ((BytesVector) rows.batch().columns().get(i)).add(value, 0, value.length);
        }
        rows.endRow(line.length());
    }

    @Override
    public void close() {}
}
