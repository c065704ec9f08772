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
        ObjectNode field = JSON.createObjectNode().put("name", column.name());
        if (!name.equals(column.name())) {
            field.put("daybook:name", name);
        }
        column.type().ifPresentOrElse(type -> describe(field, column, type), () -> field.put("type", "string"));
        return field;
    }

    private static void describe(ObjectNode field, ColumnProfile column, ProposedType type) {
        switch (type) {
            case BOOLEAN, DATE, TIME -> field.put("type", type.sqlName());
            case SMALLINT, INTEGER, BIGINT -> declare(field, "integer", column);
            case NUMERIC -> declare(field, column.isWhole() ? "integer" : "number", column);
            case DOUBLE_PRECISION -> declare(field, "number", column);
            case TIMESTAMP, TIMESTAMPTZ -> declare(field, "datetime", column);
            case UUID -> field.put("type", "string").put("format", "uuid");
        }
    }

    private static void declare(ObjectNode field, String type, ColumnProfile column) {
        field.put("type", type).put("daybook:type", column.sqlType());
    }
}
