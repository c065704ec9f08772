package dev.daybook.lake.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.TableKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A dataset's definition as JSON: in the manifest, and in the footer of each of its files under {@code daybook.table}.
 * Keys are in a fixed order and in snake_case; what is not there (no comment, no primary key) has no key. The same
 * definition always gives the same text.
 */
public final class TableDefinitionJson {

    private TableDefinitionJson() {}

    /** The definition on one line. */
    public static String write(TableDefinition table) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(text)) {
            write(json, table);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return text.toString();
    }

    /**
     * The reverse of {@link #write(TableDefinition)}.
     *
     * @throws JsonFault when the text is no definition; names the key
     */
    public static TableDefinition read(String text) throws JsonFault {
        return read(JsonText.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    static void write(JsonGenerator json, TableDefinition table) throws IOException {
        json.writeStartObject();
        writeName(json, "schema", "name", table.name());
        json.writeStringField("target", table.target());
        json.writeStringField("kind", table.kind().label());
        json.writeBooleanField("consistent", table.consistent());
        json.writeArrayFieldStart("columns");
        for (ColumnDefinition column : table.columns()) {
            ColumnDefinitionJson.write(json, column);
        }
        json.writeEndArray();
        if (table.primaryKey().isPresent()) {
            json.writeFieldName("primary_key");
            writeKey(json, table.primaryKey().get());
        }
        json.writeArrayFieldStart("unique_keys");
        for (TableDefinition.Key key : table.uniqueKeys()) {
            writeKey(json, key);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("foreign_keys");
        for (TableDefinition.ForeignKey key : table.foreignKeys()) {
            writeForeignKey(json, key);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("checks");
        for (TableDefinition.Check check : table.checks()) {
            writeNamed(json, check.name(), check.definition());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("indexes");
        for (TableDefinition.Index index : table.indexes()) {
            writeNamed(json, index.name(), index.definition());
        }
        json.writeEndArray();
        writeOptional(json, "comment", table.comment());
        if (!table.leftOut().isEmpty()) {
            writeTexts(json, "left_out", table.leftOut());
        }
        LoadModeJson.write(json, table.load());
        if (table.parent().isPresent()) {
            writeName(json, "parent_schema", "parent", table.parent().get());
        }
        json.writeEndObject();
    }

    static TableDefinition read(JsonObject json) throws JsonFault {
        TableDefinition table = new TableDefinition(
                readName(json, "schema", "name"),
                json.text("target"),
                json.oneOf("kind", List.of(TableKind.values()), TableKind::label),
                json.bool("consistent"),
                json.objects("columns", ColumnDefinitionJson::read),
                json.optionalObject("primary_key", TableDefinitionJson::readKey),
                json.objects("unique_keys", TableDefinitionJson::readKey),
                json.objects("foreign_keys", TableDefinitionJson::readForeignKey),
                json.objects(
                        "checks",
                        check -> ended(check, new TableDefinition.Check(check.text("name"), check.text("definition")))),
                json.objects(
                        "indexes",
                        index -> ended(index, new TableDefinition.Index(index.text("name"), index.text("definition")))),
                json.optionalText("comment"),
                json.optionalTexts("left_out"),
                LoadModeJson.read(json),
                json.has("parent") ? Optional.of(readName(json, "parent_schema", "parent")) : Optional.empty());
        return ended(json, table);
    }

    private static void writeKey(JsonGenerator json, TableDefinition.Key key) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", key.name());
        writeTexts(json, "columns", key.columns());
        json.writeBooleanField("nulls_not_distinct", key.nullsNotDistinct());
        json.writeBooleanField("deferrable", key.deferrable());
        json.writeEndObject();
    }

    private static TableDefinition.Key readKey(JsonObject json) throws JsonFault {
        return ended(
                json,
                new TableDefinition.Key(
                        json.text("name"),
                        json.texts("columns"),
                        json.bool("nulls_not_distinct"),
                        json.bool("deferrable")));
    }

    private static void writeForeignKey(JsonGenerator json, TableDefinition.ForeignKey key) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", key.name());
        writeTexts(json, "columns", key.columns());
        writeName(json, "referenced_schema", "referenced_name", key.dataset());
        writeTexts(json, "referenced_columns", key.referencedColumns());
        writeOptional(json, "definition", key.definition());
        json.writeBooleanField("validated", key.validated());
        json.writeEndObject();
    }

    private static TableDefinition.ForeignKey readForeignKey(JsonObject json) throws JsonFault {
        return ended(
                json,
                new TableDefinition.ForeignKey(
                        json.text("name"),
                        json.texts("columns"),
                        readName(json, "referenced_schema", "referenced_name"),
                        json.texts("referenced_columns"),
                        json.optionalText("definition"),
                        json.bool("validated")));
    }

    static void writeName(JsonGenerator json, String schemaKey, String nameKey, DatasetName name) throws IOException {
        writeOptional(json, schemaKey, name.schema());
        json.writeStringField(nameKey, name.name());
    }

    static DatasetName readName(JsonObject json, String schemaKey, String nameKey) throws JsonFault {
        Optional<String> schema = json.optionalText(schemaKey);
        return json.mapped(nameKey, name -> new DatasetName(schema, name));
    }

    private static void writeNamed(JsonGenerator json, String name, String definition) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("definition", definition);
        json.writeEndObject();
    }

    static void writeOptional(JsonGenerator json, String key, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(key, text.get());
        }
    }

    static void writeTexts(JsonGenerator json, String key, List<String> texts) throws IOException {
        json.writeArrayFieldStart(key);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** The value, once nothing else is left of the object it was made of. */
    static <T> T ended(JsonObject json, T value) throws JsonFault {
        json.end();
        return value;
    }
}
