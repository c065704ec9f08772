package dev.daybook.extractcsv.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A schema as a file that a run can follow.
 *
 * @param path the CSV file, which gives the dataset its name
 * @param form how it is written
 * @param profile what its rows say
 */
record SchemaProposal(Path path, FileForm form, FileProfile profile) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The schema as JSON, with a newline at its end. */
    String json() {
        ObjectNode resource = JSON.createObjectNode();
        resource.put(
                "name", path.getFileName().toString().replaceFirst("(?:\\.(?:csv|tsv|tab|txt|psv))?(?:\\.gz)?$", ""));
        resource.put("encoding", form.charset().name().toLowerCase(Locale.ROOT));
        resource.putObject("dialect")
                .put("delimiter", Character.toString(form.dialect().delimiter()))
                .put("quoteChar", Character.toString(form.dialect().quote()))
                .put("header", form.dialect().header());
        ObjectNode schema = resource.putObject("schema");
        ArrayNode fields = schema.putArray("fields");
        profile.columns().forEach(column -> fields.add(field(column, profile.columnName(column))));
        if (!profile.keys().isEmpty()) {
            ArrayNode key = schema.putArray("primaryKey");
            profile.keys().getFirst().forEach(key::add);
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(resource) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON from own values", e);
        }
    }

    /** @param name what the column is to be called in the lake and the warehouse */
    private static ObjectNode field(ColumnProfile column, String name) {
        String sqlType = column.sqlType();
        ObjectNode field = JSON.createObjectNode().put("name", column.name());
        if (!name.equals(column.name())) {
            field.put("daybook:name", name);
        }
        switch (sqlType) {
            case "boolean", "date", "time" -> field.put("type", sqlType);
            case "smallint", "integer", "bigint" -> field.put("type", "integer").put("daybook:type", sqlType);
            case "timestamp", "timestamptz" -> field.put("type", "datetime").put("daybook:type", sqlType);
            case "uuid" -> field.put("type", "string").put("format", "uuid");
            case "text" -> field.put("type", "string");
            default ->
                field.put("type", sqlType.endsWith(",0)") ? "integer" : "number")
                        .put("daybook:type", sqlType);
        }
        return field;
    }
}
