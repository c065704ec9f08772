package dev.daybook.extractcsv.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.daybook.extractcsv.format.Dialect;
import dev.daybook.lake.model.WarehouseName;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.file.Links;
import dev.daybook.task.file.ProcessUser;
import dev.daybook.task.file.WholeFile;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a schema file: a Table Schema of Frictionless Data (datapackage.org), or a resource descriptor that holds one
 * beside a {@code dialect} and an {@code encoding}. What it cannot follow or enforce it refuses; all problems of a file
 * are reported at once.
 */
public final class SchemaReader {

    private static final int LARGEST_FILE = 16 << 20;
    private static final int MOST_TOLD = 20;
    private static final List<String> DEFAULT_MISSING = List.of("");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final List<String> problems = new ArrayList<>();

    private SchemaReader() {}

    /**
     * Reads the schema in a file.
     *
     * @throws StepFailure.Configuration when it is not there or is no schema that Daybook can follow
     * @throws StepFailure.Denied when it cannot be read
     */
    public static CsvSchema read(Path file) {
        return parse(readBytes(file), EscapedText.of(file.toString()));
    }

    /**
     * Reads the schema in a JSON text.
     *
     * @param name what the text is called in messages
     * @throws StepFailure.Configuration when it is no schema that Daybook can follow
     */
    public static CsvSchema parse(byte[] text, String name) {
        SchemaReader reader = new SchemaReader();
        CsvSchema schema = reader.resource(parseJson(text, name));
        if (!reader.problems.isEmpty()) {
            throw new StepFailure.Configuration("schema " + name + ": " + told(reader.problems));
        }
        return schema;
    }

    private static String told(List<String> problems) {
        String first = problems.stream().limit(MOST_TOLD).collect(Collectors.joining("; "));
        return problems.size() <= MOST_TOLD ? first : first + "; and " + (problems.size() - MOST_TOLD) + " more";
    }

    private static byte[] readBytes(Path file) {
        try {
            return WholeFile.read(file, Links.FOLLOWED, LARGEST_FILE);
        } catch (NoSuchFileException e) {
            throw new StepFailure.Configuration(
                    "schema " + EscapedText.of(file.toString())
                            + " does not exist; write one (a first draft: extract-csv"
                            + " inspect FILE --output "
                            + EscapedText.of(String.valueOf(file.getFileName())) + ") or name another with --schema",
                    e);
        } catch (AccessDeniedException e) {
            throw new StepFailure.Denied(
                    "schema " + EscapedText.of(file.toString()) + ": may not be read; give " + ProcessUser.shown()
                            + " the right to read it",
                    e);
        } catch (IOException e) {
            throw new StepFailure.Configuration(
                    "schema " + EscapedText.of(file.toString()) + ": cannot be read: " + FileReason.of(e), e);
        }
    }

    private static JsonNode parseJson(byte[] text, String name) {
        JsonNode root;
        try (JsonParser parser = JSON.createParser(text)) {
            root = readTree(parser, name);
            if (parser.nextToken() != null) {
                throw new StepFailure.Configuration("schema " + name + ": text behind the end of the JSON object");
            }
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new StepFailure.Configuration(
                    "schema " + name + place + ": not valid JSON: " + EscapedText.of(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new StepFailure.Configuration(
                    "schema " + name + ": not valid JSON: " + EscapedText.of(String.valueOf(e.getMessage())), e);
        }
        if (root == null || !root.isObject()) {
            throw new StepFailure.Configuration("schema " + name + ": expected a JSON object with \"fields\"");
        }
        requireWholeCharacters(root, name);
        return root;
    }

    private static JsonNode readTree(JsonParser parser, String name) throws IOException {
        try {
            return JSON.readTree(parser);
        } catch (StreamConstraintsException | NumberFormatException e) {
            throw new StepFailure.Configuration(
                    "schema " + name + ", line " + parser.currentLocation().getLineNr()
                            + ": expected numbers of at most 1000 digits, exponents of at most ten and at most 1000 levels"
                            + " of nesting, found more",
                    e);
        }
    }

    /** JSON can write half of a surrogate pair, which no encoding has: it would become a question mark in silence. */
    private static void requireWholeCharacters(JsonNode node, String name) {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        Deque<JsonNode> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            JsonNode next = open.pop();
            next.forEach(open::push);
            Stream.concat(
                            next.isTextual() ? Stream.of(next.textValue()) : Stream.empty(),
                            next.propertyStream().map(Map.Entry::getKey))
                    .filter(text -> !encoder.canEncode(text))
                    .findFirst()
                    .ifPresent(text -> {
                        throw new StepFailure.Configuration("schema " + name + ": expected whole characters, found half"
                                + " of one in '" + EscapedText.of(text) + "'");
                    });
        }
    }

    private CsvSchema resource(JsonNode root) {
        JsonProperties top = new JsonProperties(root, "", problems);
        Optional<String> name = top.text("name");
        Optional<String> comment = description(root);
        if (!top.has("schema")) {
            return tableSchema(top, root, name, comment, StandardCharsets.UTF_8, Dialect.DEFAULT, Optional.empty());
        }
        only(top, "format", "csv");
        only(top, "type", "table");
        only(top, "mediatype", "text/csv");
        top.text("path");
        top.text("compression");
        Charset charset = charset(top);
        Optional<JsonProperties> dialectNode = top.object("dialect");
        Dialect dialect = dialectNode.map(DialectReader::read).orElse(Dialect.DEFAULT);
        Optional<String> nullSequence = dialectNode.flatMap(node -> node.text("nullSequence"));
        dialectNode.ifPresent(JsonProperties::finish);
        Optional<JsonProperties> schema = top.object("schema");
        top.finish();
        return schema.map(node -> {
                    Optional<String> inner = comment.or(() -> description(root.get("schema")));
                    return tableSchema(node, root.get("schema"), name, inner, charset, dialect, nullSequence);
                })
                .orElse(null);
    }

    private static Optional<String> description(JsonNode node) {
        JsonNode description = node.has("description") ? node.get("description") : node.get("title");
        return Optional.ofNullable(description)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isEmpty());
    }

    private static void only(JsonProperties node, String property, String allowed) {
        node.text(property)
                .filter(value -> !value.equals(allowed))
                .ifPresent(value ->
                        node.problem(property, "expected " + allowed + ", found '" + EscapedText.of(value) + "'"));
    }

    private static Charset charset(JsonProperties node) {
        return node.text("encoding")
                .map(name -> {
                    try {
                        return Charset.forName(name);
                    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
                        node.problem(
                                "encoding",
                                "unknown encoding '" + EscapedText.of(name)
                                        + "'; expected utf-8, iso-8859-1, windows-1252, utf-16 or another of Java's");
                        return StandardCharsets.UTF_8;
                    }
                })
                .orElse(StandardCharsets.UTF_8);
    }

    private CsvSchema tableSchema(
            JsonProperties schema,
            JsonNode node,
            Optional<String> name,
            Optional<String> comment,
            Charset charset,
            Dialect dialect,
            Optional<String> nullSequence) {
        only(schema, "fieldsMatch", "exact");
        comment.filter(FieldReader::holdsNul).ifPresent(_ -> schema.problem("description", FieldReader.NO_NUL));
        Set<String> missing =
                new LinkedHashSet<>(schema.has("missingValues") ? schema.texts("missingValues") : DEFAULT_MISSING);
        nullSequence.ifPresent(missing::add);
        List<SchemaField> fields = new ArrayList<>();
        for (JsonProperties field : schema.objects("fields")) {
            new FieldReader(field, missing)
                    .read(description(node.get("fields").get(fields.size())))
                    .ifPresent(fields::add);
        }
        if (fields.isEmpty() && problems.isEmpty()) {
            schema.problem("fields", "expected at least one field");
        }
        KeysReader keys = new KeysReader(schema, fields);
        CsvSchema read = new CsvSchema(
                name, comment, charset, dialect, fields, keys.primaryKey(), keys.uniqueKeys(), keys.foreignKeys());
        schema.finish();
        checkColumns(schema, fields);
        return read;
    }

    private static void checkColumns(JsonProperties schema, List<SchemaField> fields) {
        if (fields.size() > WarehouseName.MOST_COLUMNS) {
            schema.problem(
                    "fields",
                    "a table in PostgreSQL has at most " + WarehouseName.MOST_COLUMNS + " columns, found "
                            + fields.size());
        }
        Set<String> names = new HashSet<>();
        Set<String> columns = new HashSet<>();
        for (SchemaField field : fields) {
            if (!names.add(field.name())) {
                schema.problem("fields", "the name '" + EscapedText.of(field.name()) + "' occurs twice");
            } else if (!columns.add(field.column())) {
                schema.problem(
                        "fields",
                        "two columns would be '" + EscapedText.of(field.column()) + "' in the lake and the warehouse");
            }
        }
    }

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
