package dev.daybook.sourcefiles.frictionless;

import dev.daybook.sourcefiles.schema.DateTimeFormat;
import dev.daybook.sourcefiles.schema.DateTimeFormat.Component;
import dev.daybook.sourcefiles.schema.FieldType;
import dev.daybook.sourcefiles.schema.ZoneRule;
import dev.daybook.sourcefiles.schemafile.JsonProperties;
import dev.daybook.task.text.EscapedText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the type of a field: Frictionless' {@code type} and {@code format}, with the PostgreSQL type in
 * {@code daybook:type} where Frictionless has no words for it (widths, precision, zones).
 */
final class FieldTypeReader {

    static final String SQL_TYPE = "daybook:type";
    private static final String ZONE = "daybook:zone";
    private static final Pattern VARCHAR = Pattern.compile("(?:varchar|character varying)\\((\\d{1,8})\\)");
    private static final int LONGEST_VARCHAR = 10_485_760;
    private static final List<String> TRUE_VALUES = List.of("true", "True", "TRUE", "1");
    private static final List<String> FALSE_VALUES = List.of("false", "False", "FALSE", "0");

    private final JsonProperties node;

    FieldTypeReader(JsonProperties node) {
        this.node = node;
    }

    /** The type; empty when it is none that Daybook reads, which is noted as a problem. */
    Optional<FieldType> read() {
        String name = node.text("type").orElse(TypeName.ANY.toString());
        Optional<TypeName> type = TypeName.of(name);
        if (type.isEmpty()) {
            node.problem("type", "expected " + TypeName.list() + ", found '" + EscapedText.of(name) + "'");
        }
        return type.flatMap(this::read);
    }

    private Optional<FieldType> read(TypeName type) {
        return switch (type) {
            case INTEGER -> new NumberTypeReader(node).integer();
            case NUMBER -> new NumberTypeReader(node).number();
            case STRING -> string();
            case BOOLEAN -> bool();
            case DATE -> date().map(FieldType.Date::new);
            case TIME -> time().map(FieldType.Time::new);
            case DATETIME -> timestamp();
            case YEAR -> plain(new FieldType.Year(), "smallint");
            case YEARMONTH -> plain(new FieldType.YearMonth(), "text");
            case OBJECT -> plain(new FieldType.Json(false), "json");
            case ARRAY -> plain(new FieldType.Json(true), "json");
            case ANY -> plain(new FieldType.Text(OptionalInt.empty()), "text");
        };
    }

    private Optional<FieldType> string() {
        String format = node.text("format").orElse("default");
        Optional<String> sqlType = node.text(SQL_TYPE);
        if (format.equals("binary")) {
            return named(new FieldType.Binary(), sqlType, "bytea");
        }
        if (format.equals("uuid") || sqlType.equals(Optional.of("uuid"))) {
            return named(new FieldType.Uuid(), sqlType, "uuid");
        }
        if (!format.equals("default")) {
            node.problem("format", "expected default, binary or uuid, found '" + EscapedText.of(format) + "'");
        }
        if (sqlType.isEmpty() || sqlType.get().equals("text")) {
            return Optional.of(new FieldType.Text(OptionalInt.empty()));
        }
        Matcher matcher = VARCHAR.matcher(sqlType.get());
        int longest = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        return longest >= 1 && longest <= LONGEST_VARCHAR
                ? Optional.of(new FieldType.Text(OptionalInt.of(longest)))
                : unknown(sqlType.get(), "text, varchar(n) or uuid");
    }

    private Optional<FieldType> bool() {
        node.only("format", "default");
        Set<String> trueValues = new LinkedHashSet<>(node.has("trueValues") ? node.texts("trueValues") : TRUE_VALUES);
        Set<String> falseValues =
                new LinkedHashSet<>(node.has("falseValues") ? node.texts("falseValues") : FALSE_VALUES);
        if (trueValues.stream().anyMatch(falseValues::contains)) {
            node.problem("trueValues", "a value is among falseValues, too");
        }
        return named(new FieldType.Bool(trueValues, falseValues), node.text(SQL_TYPE), "boolean");
    }

    private Optional<DateTimeFormat> date() {
        return complete(
                "date",
                DateTimeFormat.ISO_DATE,
                format -> format.has(Component.YEAR, Component.MONTH, Component.DAY) && !format.has(Component.HOUR));
    }

    private Optional<DateTimeFormat> time() {
        return complete(
                "time",
                DateTimeFormat.ISO_TIME,
                format -> format.has(Component.HOUR, Component.MINUTE)
                        && !format.has(Component.YEAR)
                        && !format.hasOffset());
    }

    /** The format of a type that PostgreSQL calls the same, if its pattern gives that type and no more. */
    private Optional<DateTimeFormat> complete(
            String type, DateTimeFormat otherwise, Predicate<DateTimeFormat> isComplete) {
        node.text(SQL_TYPE).filter(found -> !found.equals(type)).ifPresent(found -> unknown(found, type));
        return format(otherwise).filter(format -> {
            boolean complete = isComplete.test(format);
            if (!complete) {
                node.problem("format", "the pattern does not give exactly a " + type);
            }
            return complete;
        });
    }

    private Optional<FieldType> timestamp() {
        String sqlType = node.text(SQL_TYPE).orElse("timestamptz");
        Optional<String> zone = node.text(ZONE);
        Optional<DateTimeFormat> format = format(DateTimeFormat.ISO_DATE_TIME);
        if (format.isEmpty()) {
            return Optional.empty();
        }
        if (!format.get().has(Component.YEAR, Component.MONTH, Component.DAY, Component.HOUR, Component.MINUTE)) {
            node.problem("format", "the pattern does not give a day and a time of day");
        }
        boolean withZone = sqlType.equals("timestamptz") || sqlType.equals("timestamp with time zone");
        if (withZone && zone.isEmpty() && !format.get().hasOffset()) {
            node.problem("format", "timestamptz needs %z in the pattern, or the zone of the values in " + ZONE);
        }
        if (withZone) {
            return zone.map(this::localRule)
                    .orElse(Optional.of(new ZoneRule.Required()))
                    .map(rule -> new FieldType.Timestamp(format.get(), rule));
        }
        if (zone.isPresent()) {
            node.problem(ZONE, "only timestamptz has a zone");
        }
        return sqlType.equals("timestamp") || sqlType.equals("timestamp without time zone")
                ? Optional.of(new FieldType.Timestamp(format.get(), new ZoneRule.None()))
                : unknown(sqlType, "timestamp or timestamptz");
    }

    private Optional<ZoneRule> localRule(String zone) {
        try {
            return Optional.of(new ZoneRule.Local(ZoneId.of(zone)));
        } catch (DateTimeException e) {
            node.problem(ZONE, "expected a zone such as Europe/Berlin, found '" + EscapedText.of(zone) + "'");
            return Optional.empty();
        }
    }

    private Optional<DateTimeFormat> format(DateTimeFormat otherwise) {
        String format = node.text("format").orElse("default");
        if (format.equals("default")) {
            return Optional.of(otherwise);
        }
        if (format.equals("any")) {
            node.problem("format", "any would be a guess; expected default or a pattern such as %d/%m/%Y");
            return Optional.empty();
        }
        try {
            return Optional.of(DateTimeFormat.parse(format));
        } catch (IllegalArgumentException e) {
            node.problem("format", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<FieldType> plain(FieldType type, String sqlType) {
        node.only("format", "default");
        return named(type, node.text(SQL_TYPE), sqlType);
    }

    private Optional<FieldType> named(FieldType type, Optional<String> found, String sqlType) {
        return found.isEmpty() || found.get().equals(sqlType) ? Optional.of(type) : unknown(found.get(), sqlType);
    }

    private Optional<FieldType> unknown(String found, String expected) {
        return unknown(node, found, expected);
    }

    /** Notes that a type of PostgreSQL is none that the field can have. */
    static Optional<FieldType> unknown(JsonProperties field, String found, String expected) {
        field.problem(SQL_TYPE, "expected " + expected + ", found '" + EscapedText.of(found) + "'");
        return Optional.empty();
    }
}
