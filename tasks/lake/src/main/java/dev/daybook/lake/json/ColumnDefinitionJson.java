package dev.daybook.lake.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.daybook.lake.model.CollationDefinition;
import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.SourceType;
import java.io.IOException;
import java.util.List;
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
        if (column.personal().isPresent()) {
            PersonalDataJson.write(json, column.personal().get());
        }
        json.writeEndObject();
    }

    static ColumnDefinition read(JsonObject json) throws JsonFault {
        return TableDefinitionJson.ended(
                json,
                new ColumnDefinition(
                        json.text("name"),
                        json.mapped("type", ColumnTypeText::read),
                        json.object("source_type", ColumnDefinitionJson::readSourceType),
                        json.bool("required"),
                        json.optionalText("collation"),
                        json.optionalObject("collation_definition", ColumnDefinitionJson::readCollation),
                        json.optionalText("comment"),
                        PersonalDataJson.read(json)));
    }

    private static void writeCollation(JsonGenerator json, CollationDefinition collation) throws IOException {
        json.writeStartObject();
        json.writeStringField("provider", word(collation.provider()));
        json.writeStringField("locale", collation.locale());
        json.writeBooleanField("deterministic", collation.deterministic());
        TableDefinitionJson.writeOptional(json, "rules", collation.rules());
        json.writeEndObject();
    }

    private static CollationDefinition readCollation(JsonObject json) throws JsonFault {
        return TableDefinitionJson.ended(
                json,
                new CollationDefinition(
                        json.oneOf(
                                "provider", List.of(CollationDefinition.Provider.values()), ColumnDefinitionJson::word),
                        json.text("locale"),
                        json.bool("deterministic"),
                        json.optionalText("rules")));
    }

    private static void writeSourceType(JsonGenerator json, SourceType type) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", word(type.kind()));
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
                        json.oneOf("kind", List.of(SourceType.Kind.values()), ColumnDefinitionJson::word),
                        json.text("schema"),
                        json.text("name"),
                        json.text("formatted"),
                        json.optionalTexts("labels"),
                        json.optionalObject("base", ColumnDefinitionJson::readSourceType),
                        json.has("not_null") && json.bool("not_null"),
                        json.optionalTexts("checks")));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
