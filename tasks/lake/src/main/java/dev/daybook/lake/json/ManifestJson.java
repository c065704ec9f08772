package dev.daybook.lake.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.daybook.lake.model.ContentHash;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.Manifest.DataFile;
import dev.daybook.lake.model.Manifest.Dataset;
import dev.daybook.lake.model.Manifest.ExtractKey;
import dev.daybook.lake.model.RawFile;
import dev.daybook.lake.model.Sha256;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.task.AsOf;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.text.EscapedText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The manifest as JSON, format 1.1. Its last field, {@code sha256}, is the SHA-256 of all lines before the one it stands
 * in, so that {@code head -n -2 _manifest.json | sha256sum} gives it too.
 *
 * <p>A reader refuses another major version, and a key it does not know unless the minor version is newer than its own.
 * Version 1.1 has {@code collation_definition}, {@code personal} and {@code subject} in columns, {@code load},
 * {@code keep}, {@code version} and {@code parent} in tables, {@code counts} in datasets, {@code raw} and {@code
 * erasure_epoch}. A manifest without any of them says 1.0, as readers of that version know all its keys.
 */
public final class ManifestJson {

    /** The largest manifest that is written or read, in bytes. */
    public static final int LIMIT = 64 << 20;

    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END_OF_TIMES = Instant.parse("+10000-01-01T00:00:00Z");
    private static final String SUM_START = "  \"sha256\" : \"";
    private static final String SUM_END = "\"\n}\n";
    private static final int SUM_DIGITS = 64;
    private static final int SUM_LENGTH = SUM_START.length() + SUM_DIGITS + SUM_END.length();

    private ManifestJson() {}

    /** The manifest's file. */
    public static byte[] write(Manifest manifest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(bytes)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            writeHead(json, manifest);
            writeOrigin(json, manifest);
            json.writeArrayFieldStart("datasets");
            for (Dataset dataset : manifest.datasets()) {
                writeDataset(json, dataset);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        String before = text.substring(0, text.length() - "\n}".length()) + ",\n";
        String sum = Sha256.of(before.getBytes(StandardCharsets.UTF_8));
        return (before + SUM_START + sum + SUM_END).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The file {@code _SUCCESS}, for readers that look for one: never empty, and no truth of its own.
     *
     * @param file the manifest's file
     */
    public static byte[] writeMarker(Manifest manifest, byte[] file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("run_id", manifest.runId());
            json.writeNumberField("datasets", manifest.datasets().size());
            json.writeNumberField(
                    "rows",
                    manifest.datasets().stream()
                            .mapToLong(dataset -> dataset.content().rows())
                            .sum());
            json.writeStringField("manifest_sha256", Sha256.of(file));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /**
     * Reads a manifest's file and checks everything that can be checked without its extract.
     *
     * @throws JsonFault naming the key and what is wrong with it
     */
    public static Manifest read(byte[] file) throws JsonFault {
        JsonObject json = JsonText.parse(file);
        FormatVersion version = json.mapped("format_version", FormatVersion::of);
        if (version.major() != FormatVersion.OWN.major()) {
            throw json.fault(
                    "format_version",
                    "expected " + FormatVersion.OWN.major() + ".x, found " + version
                            + "; read it with the version that wrote it");
        }
        JsonObject known = version.minor() > FormatVersion.OWN.minor() ? json.newer() : json;
        known.text("format_version");
        verifySum(known, file);
        Manifest manifest = new Manifest(
                readKey(known),
                known.oneOf("kind", List.of(SourceKind.values()), SourceKind::label),
                known.text("run_id"),
                known.text("tool_version"),
                new AsOf(
                        known.mapped("as_of", ManifestJson::readAsOf),
                        known.oneOf("as_of_kind", List.of(AsOf.Kind.values()), ManifestJson::word)),
                known.textMap("identity"),
                known.objects("datasets", ManifestJson::readDataset),
                known.texts("warnings"),
                known.has("raw") ? known.objects("raw", RecordCountsJson::readFile) : List.of(),
                known.has("erasure_epoch") ? known.wholeNumber("erasure_epoch") : 0);
        known.end();
        ManifestRules.verify(manifest);
        return manifest;
    }

    private static void verifySum(JsonObject json, byte[] file) throws JsonFault {
        String sum = json.text("sha256");
        int before = Math.max(0, file.length - SUM_LENGTH);
        byte[] expected = (SUM_START + sum + SUM_END).getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(file, before, file.length, expected, 0, expected.length)) {
            throw json.fault("sha256", "expected as the last field, on a line of its own; found something else");
        }
        String found = Sha256.of(file, before);
        if (!found.equals(sum)) {
            throw json.fault(
                    "sha256",
                    "expected " + EscapedText.of(sum) + ", found " + found
                            + " for the lines before it; the manifest was changed after it was written");
        }
    }

    private static void writeHead(JsonGenerator json, Manifest manifest) throws IOException {
        json.writeStringField(
                "format_version", FormatVersion.oldestFor(manifest).toString());
        json.writeStringField("pipeline", manifest.extract().pipeline().value());
        json.writeStringField("source", manifest.extract().source().value());
        json.writeStringField("kind", manifest.kind().label());
        json.writeStringField("period", manifest.extract().period().toString());
        json.writeStringField("run_id", manifest.runId());
        json.writeStringField("tool_version", manifest.toolVersion());
        json.writeStringField("as_of", manifest.asOf().time().toString());
        json.writeStringField("as_of_kind", word(manifest.asOf().kind()));
        json.writeObjectFieldStart("identity");
        for (Map.Entry<String, String> entry : manifest.identity().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        TableDefinitionJson.writeTexts(json, "warnings", manifest.warnings());
    }

    private static void writeOrigin(JsonGenerator json, Manifest manifest) throws IOException {
        if (manifest.erasureEpoch() > 0) {
            json.writeNumberField("erasure_epoch", manifest.erasureEpoch());
        }
        if (!manifest.raw().isEmpty()) {
            json.writeArrayFieldStart("raw");
            for (RawFile file : manifest.raw()) {
                RecordCountsJson.write(json, file);
            }
            json.writeEndArray();
        }
    }

    private static ExtractKey readKey(JsonObject json) throws JsonFault {
        return new ExtractKey(
                json.mapped("pipeline", PipelineName::new),
                json.mapped("source", SourceName::new),
                json.mapped("period", Period::parse));
    }

    /** Years of four digits: what PostgreSQL, ISO 8601 and every reader of the ledger can hold. */
    private static Instant readAsOf(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(FIRST_TIME) || !time.isBefore(END_OF_TIMES)) {
            throw new IllegalArgumentException("expected a time from the year 1 to 9999, found '" + text + "'");
        }
        return time;
    }

    private static String word(AsOf.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void writeDataset(JsonGenerator json, Dataset dataset) throws IOException {
        json.writeStartObject();
        json.writeFieldName("table");
        TableDefinitionJson.write(json, dataset.table());
        json.writeNumberField("rows", dataset.content().rows());
        json.writeStringField("content_hash", dataset.content().toHex());
        json.writeNumberField("rejected_rows", dataset.rejectedRows());
        if (dataset.counts().isPresent()) {
            json.writeFieldName("counts");
            RecordCountsJson.write(json, dataset.counts().get());
        }
        json.writeArrayFieldStart("files");
        for (DataFile file : dataset.files()) {
            json.writeStartObject();
            json.writeStringField("path", file.path());
            json.writeNumberField("bytes", file.bytes());
            json.writeNumberField("rows", file.rows());
            json.writeStringField("sha256", file.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static Dataset readDataset(JsonObject json) throws JsonFault {
        TableDefinition table = json.object("table", TableDefinitionJson::read);
        long rows = json.wholeNumber("rows");
        Dataset dataset = new Dataset(
                table,
                json.mapped("content_hash", hex -> ContentHash.of(rows, hex)),
                json.objects("files", ManifestJson::readFile),
                json.wholeNumber("rejected_rows"),
                json.optionalObject("counts", RecordCountsJson::read));
        json.end();
        return dataset;
    }

    private static DataFile readFile(JsonObject json) throws JsonFault {
        DataFile file = new DataFile(
                json.text("path"), json.wholeNumber("bytes"), json.wholeNumber("rows"), json.text("sha256"));
        json.end();
        return file;
    }
}
