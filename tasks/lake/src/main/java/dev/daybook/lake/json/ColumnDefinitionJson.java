package dev.daybook.lake.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.lake.model.CollationDefinition;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.SourceType;
import java.io.IOException;
import java.util.Locale;

/** A column's definition as JSON, with its type at the source and its collation. */
final class ColumnDefinitionJson {

    private ColumnDefinitionJson() {}

    static void write(JsonGenerator json, ColumnDefinition column) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("type", ColumnTypeText.write(column.type()));
        json.writeFieldName("source_type");
        writeSourceType(json, column.sourceType());
        json.writeBooleanField("required", column.required());
        TableDefinitionJson.writeOptional(json, "collation", column.collation());
        if (column.collationDefinition().isPresent()) {
            json.writeFieldName("collation_definition");
            writeCollation(json, column.collationDefinition().get());
        }
        TableDefinitionJson.writeOptional(json, "comment", column.comment());
        json.writeEndObject();
    }

    static ColumnDefinition read(JsonObject json) throws JsonFault {
        return TableDefinitionJson.ended(
                json,
                new ColumnDefinition(
                        json.text("name"),
                        json.meaning("type", ColumnTypeText::read),
                        json.object("source_type", ColumnDefinitionJson::readSourceType),
                        json.truth("required"),
                        json.optionalText("collation"),
                        json.optionalObject("collation_definition", ColumnDefinitionJson::readCollation),
                        json.optionalText("comment")));
    }

    private static void writeCollation(JsonGenerator json, CollationDefinition collation) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", collation.provider().name().toLowerCase(Locale.ROOT));
        json.writeStringField("locale", collation.locale());
        json.writeBooleanField("deterministic", collation.deterministic());
        TableDefinitionJson.writeOptional(json, "rules", collation.rules());
        json.writeEndObject();
    }

    private static CollationDefinition readCollation(JsonObject json) throws JsonFault {
        return TableDefinitionJson.ended(
                json,
                new CollationDefinition(
                        json.meaning("provider", ColumnDefinitionJson::readProvider),
                        json.text("locale"),
                        json.truth("deterministic"),
                        json.optionalText("rules")));
    }

    private static CollationDefinition.Provider readProvider(String text) {
        return switch (text) {
            case "icu" -> CollationDefinition.Provider.ICU;
            case "libc" -> CollationDefinition.Provider.LIBC;
            case "builtin" -> CollationDefinition.Provider.BUILTIN;
            default -> throw new IllegalArgumentException("expected icu, libc or builtin, found '" + text + "'");
        };
    }

    private static void writeSourceType(JsonGenerator json, SourceType type) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", type.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("schema", type.schema());
        json.writeStringField("name", type.name());
        json.writeStringField("formatted", type.formatted());
        if (!type.labels().isEmpty()) {
            TableDefinitionJson.writeTexts(json, "labels", type.labels());
        }
        if (type.base().isPresent()) {
            json.writeFieldName("base");
            writeSourceType(json, type.base().get());
        }
        if (type.notNull()) {
            json.writeBooleanField("not_null", true);
        }
        if (!type.checks().isEmpty()) {
            TableDefinitionJson.writeTexts(json, "checks", type.checks());
        }
        json.writeEndObject();
    }

    private static SourceType readSourceType(JsonObject json) throws JsonFault {
        return TableDefinitionJson.ended(
                json,
                new SourceType(
                        json.meaning("kind", ColumnDefinitionJson::readKind),
                        json.text("schema"),
                        json.text("name"),
                        json.text("formatted"),
                        json.optionalTexts("labels"),
                        json.optionalObject("base", ColumnDefinitionJson::readSourceType),
                        json.has("not_null") && json.truth("not_null"),
                        json.optionalTexts("checks")));
    }

    private static SourceType.Kind readKind(String text) {
        for (SourceType.Kind kind : SourceType.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("expected base, enum, domain, array or text_form, found '" + text + "'");
    }
}
