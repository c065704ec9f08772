package dev.daybook.lake.json;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import dev.daybook.task.text.EscapedText;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold between a column's type in the lake and its type at the source: the bytes of one must be the bytes of the
 * other, as they are sent to the warehouse in its own binary format.
 */
final class SourceTypeRules {

    private static final ColumnType TEXT = new ColumnType.Text();
    private static final ColumnType JSON = new ColumnType.Json();

    /** The types in the lake of built-in types that are not carried as text; numeric has one for each precision. */
    private static final Map<String, Set<ColumnType>> BUILT_IN = Map.ofEntries(
            Map.entry("bool", Set.of(new ColumnType.Bool())),
            Map.entry("int2", Set.of(new ColumnType.Int16())),
            Map.entry("int4", Set.of(new ColumnType.Int32())),
            Map.entry("int8", Set.of(new ColumnType.Int64())),
            Map.entry("oid", Set.of(new ColumnType.Int64())),
            Map.entry("float4", Set.of(new ColumnType.Float32())),
            Map.entry("float8", Set.of(new ColumnType.Float64())),
            Map.entry("text", Set.of(TEXT)),
            Map.entry("varchar", Set.of(TEXT)),
            Map.entry("bpchar", Set.of(TEXT)),
            Map.entry("name", Set.of(TEXT)),
            Map.entry("uuid", Set.of(TEXT, new ColumnType.Uuid())),
            Map.entry("json", Set.of(JSON)),
            Map.entry("jsonb", Set.of(JSON)),
            Map.entry("bytea", Set.of(new ColumnType.Binary())),
            Map.entry("date", Set.of(new ColumnType.Date())),
            Map.entry("time", Set.of(new ColumnType.Time())),
            Map.entry("timestamp", Set.of(new ColumnType.Timestamp(false))),
            Map.entry("timestamptz", Set.of(new ColumnType.Timestamp(true))));

    private SourceTypeRules() {}

    /** @param stored what the values are in the lake */
    static void verify(String place, SourceType type, ColumnType stored) throws JsonFault {
        verifyParts(place, type);
        if (!isStoredAs(type, stored)) {
            throw new JsonFault(place + ": expected a type whose values are "
                    + ColumnTypeText.write(stored) + " in the lake, found "
                    + type.kind().name().toLowerCase(Locale.ROOT) + " '" + EscapedText.of(type.name())
                    + "'");
        }
    }

    private static boolean isStoredAs(SourceType type, ColumnType stored) {
        return switch (type.kind()) {
            case BASE ->
                type.schema().equals("pg_catalog")
                        && (type.name().equals("numeric")
                                ? stored instanceof ColumnType.Decimal
                                : BUILT_IN.getOrDefault(type.name(), Set.of()).contains(stored));
            case ENUM -> stored instanceof ColumnType.EnumText;
            case DOMAIN -> isStoredAs(type.base().orElseThrow(), stored);
            case ARRAY ->
                stored instanceof ColumnType.ListOf list
                        && isStoredAs(type.base().orElseThrow(), list.element());
            case TEXT_FORM -> stored instanceof ColumnType.Text;
        };
    }

    private static void verifyParts(String place, SourceType type) throws JsonFault {
        if (type.schema().isEmpty() || type.name().isEmpty()) {
            throw new JsonFault(place + "." + (type.name().isEmpty() ? "name" : "schema")
                    + ": expected a name, found an empty text");
        }
        verifyLabels(place, type.labels());
        Optional<SourceType> base = type.base();
        switch (type.kind()) {
            case DOMAIN, ARRAY -> {
                if (base.isEmpty()) {
                    throw new JsonFault(place + ".base: the key is missing");
                }
            }
            case BASE, ENUM -> {
                if (base.isPresent()) {
                    throw new JsonFault(place + ".base: expected none for a type that stands on no other");
                }
            }
            case TEXT_FORM -> {}
        }
        if (base.isPresent()) {
            verifyParts(place + ".base", base.get());
        }
    }

    private static void verifyLabels(String place, List<String> labels) throws JsonFault {
        Set<String> found = new HashSet<>();
        for (int i = 0; i < labels.size(); i++) {
            String where = place + ".labels[" + i + "]";
            if (!labels.get(i).isEmpty()) { // PostgreSQL takes an empty label
                TableRules.requireName(where, labels.get(i));
            }
            if (!found.add(labels.get(i))) {
                throw new JsonFault(where + ": the label '" + EscapedText.of(labels.get(i)) + "' is there twice");
            }
        }
    }
}
