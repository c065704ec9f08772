package dev.daybook.sourcefiles.frictionless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daybook.lake.model.PersonalData;
import dev.daybook.lake.model.WarehouseName;
import dev.daybook.sourcefiles.schema.Constraints;
import dev.daybook.sourcefiles.schema.FieldType;
import dev.daybook.sourcefiles.schema.SchemaField;
import dev.daybook.sourcefiles.schemafile.JsonProperties;
import dev.daybook.task.text.EscapedText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one field of a Table Schema. */
final class FieldReader {

    static final String COLUMN = "daybook:name";

    /** Enough for every bound of every type; an exponent alone can ask for more digits than memory holds. */
    private static final int MOST_DIGITS = 1000;

    /** Why a description is none. */
    static final String NO_NUL = "holds a NUL character, which no text in PostgreSQL can";

    private final JsonProperties node;
    private final Set<String> schemaMissingValues;

    FieldReader(JsonProperties node, Set<String> schemaMissingValues) {
        this.node = node;
        this.schemaMissingValues = schemaMissingValues;
    }

    /** The field; empty when it has no usable name or type, which is noted as a problem. */
    Optional<SchemaField> read() {
        Optional<String> name = node.text("name").filter(text -> !text.isEmpty());
        if (name.isEmpty()) {
            node.problem("name", "expected the name of a column");
        }
        Optional<String> column = name.map(this::column);
        Optional<String> comment = node.description();
        comment.filter(FieldReader::holdsNul).ifPresent(_ -> node.problem("description", NO_NUL));
        Optional<FieldType> type = new FieldTypeReader(node).read();
        Set<String> missing =
                node.has("missingValues") ? new LinkedHashSet<>(node.texts("missingValues")) : schemaMissingValues;
        Constraints constraints = node.object("constraints")
                .map(object -> constraints(object, type))
                .orElse(Constraints.NONE);
        Optional<PersonalData> personal = PersonalReader.read(node);
        node.finish();
        return name.flatMap(text -> type.map(
                known -> new SchemaField(text, column.orElse(text), known, missing, constraints, comment, personal)));
    }

    /** Whether a text holds a NUL character. */
    static boolean holdsNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    /** What the column is called in the lake and the warehouse, which PostgreSQL must take. */
    private String column(String name) {
        Optional<String> given = node.text(COLUMN);
        String column = given.orElse(name);
        WarehouseName.columnFault(column)
                .ifPresent(fault -> node.problem(
                        given.isPresent() ? COLUMN : "name",
                        "'" + EscapedText.of(column) + "' " + fault
                                + "; give the column another name in the lake and the warehouse: \"" + COLUMN
                                + "\": \"" + EscapedText.of(WarehouseName.columnNear(column, List.of())) + "\""));
        return column;
    }

    private static Constraints constraints(JsonProperties object, Optional<FieldType> type) {
        Constraints constraints = new Constraints(
                object.flag("required", false),
                object.flag("unique", false),
                object.count("minLength"),
                object.count("maxLength"),
                bound(object, "minimum"),
                bound(object, "maximum"),
                bound(object, "exclusiveMinimum"),
                bound(object, "exclusiveMaximum"),
                object.text("pattern"),
                allowed(object));
        object.finish();
        type.ifPresent(known -> fitting(object, known, constraints));
        return constraints;
    }

    private static void fitting(JsonProperties object, FieldType type, Constraints constraints) {
        boolean isText = type instanceof FieldType.Text;
        if (!isText && constraints.pattern().isPresent()) {
            object.problem("pattern", "only a string can have a pattern");
        }
        if (!isText
                && (constraints.minLength().isPresent()
                        || constraints.maxLength().isPresent())) {
            object.problem("minLength, maxLength", "only a string can have them");
        }
        boolean bounded = constraints.minimum().isPresent()
                || constraints.maximum().isPresent()
                || constraints.exclusiveMinimum().isPresent()
                || constraints.exclusiveMaximum().isPresent();
        if (bounded && !isOrdered(type)) {
            object.problem("minimum, maximum", "only numbers, dates and times can have them");
        }
        if (!type.isComparable()
                && (constraints.unique() || !constraints.allowed().isEmpty())) {
            object.problem("unique, enum", "values of this type cannot be compared");
        }
    }

    private static boolean isOrdered(FieldType type) {
        return switch (type) {
            case FieldType.Whole _,
                    FieldType.Decimal _,
                    FieldType.Numeric _,
                    FieldType.Floating _,
                    FieldType.Date _,
                    FieldType.Time _,
                    FieldType.Timestamp _,
                    FieldType.YearMonth _,
                    FieldType.Year _ -> true;
            case FieldType.Text _, FieldType.Bool _, FieldType.Json _, FieldType.Uuid _, FieldType.Binary _ -> false;
        };
    }

    private static Optional<String> bound(JsonProperties object, String property) {
        return object.get(property).flatMap(value -> valueText(object, property, value));
    }

    private static List<String> allowed(JsonProperties object) {
        Optional<JsonNode> list = object.get("enum");
        if (list.isEmpty()) {
            return List.of();
        }
        if (!list.get().isArray() || list.get().isEmpty()) {
            object.problem("enum", "expected a list of at least one value");
        }
        List<String> values = new ArrayList<>();
        list.get().forEach(value -> valueText(object, "enum", value).ifPresent(values::add));
        return values;
    }

    private static Optional<String> valueText(JsonProperties object, String property, JsonNode value) {
        if (value.isTextual() || value.isBoolean()) {
            return Optional.of(value.asText());
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            if (number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS) {
                return Optional.of(number.toPlainString());
            }
            object.problem(
                    property,
                    "expected a number of at most " + MOST_DIGITS + " digits before and after the point, found "
                            + EscapedText.of(number.toString()));
            return Optional.empty();
        }
        object.problem(property, "expected a number or a text, found " + EscapedText.of(value.toString()));
        return Optional.empty();
    }
}
