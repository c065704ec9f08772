package dev.daybook.extractcsv.schema;

import dev.daybook.extractcsv.schema.DateTimeFormat.Component;
import dev.daybook.task.text.EscapedText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the type of a field: Frictionless' {@code type} and {@code format}, with the PostgreSQL type in
 * {@code daybook:type} where Frictionless has no words for it (widths, precision, zones).
 */
final class FieldTypeReader {

    private static final String SQL_TYPE = "daybook:type";
    private static final String ZONE = "daybook:zone";
    private static final String TYPES =
            "integer, number, string, boolean, date, time, datetime, year, yearmonth, object," + " array or any";
    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d{1,2}),(\\d{1,2})\\)");
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
        String type = node.text("type").orElse("any");
        return switch (type) {
            case "integer" -> integer();
            case "number" -> number();
            case "string" -> string();
            case "boolean" -> bool();
            case "date" -> dateTime("date", DateTimeFormat.ISO_DATE).map(FieldType.Date::new);
            case "time" -> dateTime("time", DateTimeFormat.ISO_TIME).map(FieldType.Time::new);
            case "datetime" -> timestamp();
            case "year" -> plain(new FieldType.Year(), "smallint");
            case "yearmonth" -> plain(new FieldType.YearMonth(), "text");
            case "object" -> plain(new FieldType.Json(false), "json");
            case "array" -> plain(new FieldType.Json(true), "json");
            case "any" -> plain(new FieldType.Text(OptionalInt.empty()), "text");
            default -> {
                node.problem("type", "expected " + TYPES + ", found '" + EscapedText.of(type) + "'");
                yield Optional.empty();
            }
        };
    }

    private Optional<FieldType> integer() {
        NumberFormat format = numberFormat();
        formatIs("default");
        String sqlType = node.text(SQL_TYPE).orElse("bigint");
        for (FieldType.Whole.Width width : FieldType.Whole.Width.values()) {
            if (width.sqlName().equals(sqlType)) {
                return Optional.of(new FieldType.Whole(width, format));
            }
        }
        return numeric(sqlType, format, true)
                .or(() -> unknown(sqlType, "smallint, integer, bigint or numeric(p,0) with p up to 38"));
    }

    private Optional<FieldType> number() {
        NumberFormat format = numberFormat();
        formatIs("default");
        String sqlType = node.text(SQL_TYPE).orElse("numeric");
        return switch (sqlType) {
            case "numeric" -> Optional.of(new FieldType.Numeric(format));
            case "real" -> Optional.of(new FieldType.Floating(false, format));
            case "double precision" -> Optional.of(new FieldType.Floating(true, format));
            default ->
                numeric(sqlType, format, false)
                        .or(() -> unknown(sqlType, "numeric(p,s) with p up to 38, numeric, real or double precision"));
        };
    }

    private static Optional<FieldType> numeric(String sqlType, NumberFormat format, boolean whole) {
        Matcher matcher = NUMERIC.matcher(sqlType.replace(" ", ""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int precision = Integer.parseInt(matcher.group(1));
        int scale = Integer.parseInt(matcher.group(2));
        boolean valid = precision >= 1 && precision <= 38 && scale <= precision && (scale == 0 || !whole);
        return valid ? Optional.of(new FieldType.Decimal(precision, scale, format)) : Optional.empty();
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
        formatIs("default");
        Set<String> trueValues = new LinkedHashSet<>(node.has("trueValues") ? node.texts("trueValues") : TRUE_VALUES);
        Set<String> falseValues =
                new LinkedHashSet<>(node.has("falseValues") ? node.texts("falseValues") : FALSE_VALUES);
        if (trueValues.stream().anyMatch(falseValues::contains)) {
            node.problem("trueValues", "a value is among falseValues, too");
        }
        return named(new FieldType.Bool(trueValues, falseValues), node.text(SQL_TYPE), "boolean");
    }

    private Optional<DateTimeFormat> dateTime(String sqlType, DateTimeFormat otherwise) {
        node.text(SQL_TYPE).filter(found -> !found.equals(sqlType)).ifPresent(found -> unknown(found, sqlType));
        return format(otherwise).filter(format -> {
            boolean complete = sqlType.equals("date")
                    ? format.has(Component.YEAR, Component.MONTH, Component.DAY) && !format.has(Component.HOUR)
                    : format.has(Component.HOUR, Component.MINUTE)
                            && !format.has(Component.YEAR)
                            && !format.hasOffset();
            if (!complete) {
                node.problem("format", "the pattern does not give exactly a " + sqlType);
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
            node.problem("format", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<FieldType> plain(FieldType type, String sqlType) {
        formatIs("default");
        return named(type, node.text(SQL_TYPE), sqlType);
    }

    private Optional<FieldType> named(FieldType type, Optional<String> found, String sqlType) {
        return found.isEmpty() || found.get().equals(sqlType) ? Optional.of(type) : unknown(found.get(), sqlType);
    }

    private void formatIs(String allowed) {
        node.text("format")
                .filter(format -> !format.equals(allowed))
                .ifPresent(format ->
                        node.problem("format", "expected " + allowed + ", found '" + EscapedText.of(format) + "'"));
    }

    private Optional<FieldType> unknown(String found, String expected) {
        node.problem(SQL_TYPE, "expected " + expected + ", found '" + EscapedText.of(found) + "'");
        return Optional.empty();
    }

    private NumberFormat numberFormat() {
        char decimal = character("decimalChar").orElse('.');
        Optional<Character> group = character("groupChar");
        if (group.equals(Optional.of(decimal))) {
            node.problem("groupChar", "is the same as decimalChar");
        }
        return new NumberFormat(decimal, group, node.flag("bareNumber", true));
    }

    private Optional<Character> character(String property) {
        return node.text(property).flatMap(text -> {
            if (text.length() != 1 || Character.isDigit(text.charAt(0)) || "+-".contains(text)) {
                node.problem(
                        property,
                        "expected one character that is no digit or sign, found '" + EscapedText.of(text) + "'");
                return Optional.empty();
            }
            return Optional.of(text.charAt(0));
        });
    }
}
