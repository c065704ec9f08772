package dev.daybook.sourcefiles.frictionless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.sourcefiles.schema.TableSchema;
import dev.daybook.sourcefiles.schemafile.JsonProperties;
import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a schema's reader leaves to the reader of a format, and what the two refuse together. */
class SchemaReaderTest {

    @TempDir
    private Path folder;

    /** A format of lines, with one word of its own. */
    private static final class LinesReader implements FormatReader {
        private Optional<String> lineStart = Optional.of("not asked");

        @Override
        public Set<String> read(JsonProperties resource) {
            lineStart = resource.text("lineStart");
            return Set.of("-");
        }

        @Override
        public String draftCommand() {
            return "extract-lines inspect FILE --output";
        }

        @Override
        public String schemaOption() {
            return "--schema";
        }
    }

    private final LinesReader lines = new LinesReader();

    private Path schemaFile() {
        return folder.resolve("items.schema.json");
    }

    private TableSchema read(String schema) throws IOException {
        Files.writeString(schemaFile(), schema);
        return SchemaReader.read(schemaFile(), lines);
    }

    @Test
    void theFormatReadsItsOwnWordsAndNamesTextsThatMeanNull() throws IOException {
        TableSchema schema = read("""
                {"name": "items", "lineStart": ">", "schema": {"missingValues": ["", "none"], "fields": [{"name": "a"}]}}
                """);

        assertThat(lines.lineStart).contains(">");
        assertThat(schema.name()).contains("items");
        assertThat(schema.fields().getFirst().missingValues()).containsExactlyInAnyOrder("", "none", "-");
    }

    @Test
    void aSchemaWithoutAResourceLeavesTheFormatItsDefaults() throws IOException {
        TableSchema schema = read("{\"fields\": [{\"name\": \"a\"}]}");

        assertThat(lines.lineStart).contains("not asked");
        assertThat(schema.fields().getFirst().missingValues()).containsExactly("");
    }

    @Test
    void aWordThatNeitherReadsIsRefusedWithTheNearestOfBoth() {
        assertThatThrownBy(() -> read("""
                {"linestart": ">", "Type": "table", "dialect": {}, "acme:owner": "x", "schema": {"fields": [{"name": "a"}]}}
                """))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("schema " + schemaFile()
                        + ": linestart: Daybook neither follows nor checks this property; did you mean lineStart?;"
                        + " Type: Daybook neither follows nor checks this property; did you mean type?;"
                        + " dialect: Daybook neither follows nor checks this property; remove it");
    }

    @Test
    void aResourceWithoutASchemaObjectIsRefused() {
        assertThatThrownBy(() -> read("{\"schema\": \"items.json\"}"))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("schema " + schemaFile() + ": schema: expected an object, found \"items.json\"");
    }

    @Test
    void aFileThatIsNotThereIsToldWithTheFormatsOwnCommand() {
        assertThatThrownBy(() -> SchemaReader.read(schemaFile(), lines))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(
                        "schema " + schemaFile() + " does not exist; write one (a first draft: extract-lines inspect"
                                + " FILE --output items.schema.json) or name another with --schema");
    }
}
