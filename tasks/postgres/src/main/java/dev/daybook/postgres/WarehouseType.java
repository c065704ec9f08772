package dev.daybook.postgres;

import dev.daybook.lake.ColumnDefinition;
import dev.daybook.lake.SourceType;
import dev.daybook.task.EscapedText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column is in the warehouse, and how its values get there: the source's own type wherever the warehouse has it,
 * text otherwise.
 *
 * @param sql the type as DDL has it, modifier and all: {@code character varying(40)}, {@code "northwind"."mood"[]}
 * @param withoutModifier the same without modifiers, for views: {@code pg_catalog."varchar"}; a column may then grow from
 *     varchar(15) to varchar(20) under a view
 * @param binary whether COPY BINARY carries it; otherwise the whole table is loaded by COPY text
 * @param leftOut what the warehouse's column lacks against the source's, for the receipt; empty when nothing
 */
public record WarehouseType(String sql, String withoutModifier, boolean binary, Optional<String> leftOut) {

    /** {@code numeric(2,5)} and {@code numeric(5,-2)} can be declared. */
    private static final int ANY_SCALE_SINCE = 150_000;

    private static final Pattern SCALED = Pattern.compile("numeric\\((\\d+),(-?\\d+)\\)");
    private static final String TEXT = "text";

    /** What the warehouse has of types that are not built in. */
    public interface Names {

        /** The server's version, as {@code server_version_num} has it. */
        int serverVersion();

        /** The qualified, quoted name of an enum or a domain; empty when the warehouse does without it. */
        Optional<String> nameOf(SourceType enumOrDomain);

        /** The quoted schema in which an extension of the warehouse has a type of this name. */
        Optional<String> schemaOfExtensionType(String typeName);
    }

    /**
     * A type's two spellings.
     *
     * @param own whether it is the source's own type, or text in its place
     */
    private record Spelling(String sql, String withoutModifier, boolean own) {
        private Spelling array() {
            return new Spelling(sql + "[]", withoutModifier + "[]", own);
        }
    }

    /** The type of a column in the warehouse. */
    public static WarehouseType of(ColumnDefinition column, Names names) {
        SourceType source = column.sourceType();
        Spelling spelling = spell(source, names);
        Optional<String> leftOut = spelling.own
                ? Optional.empty()
                : Optional.of("column " + EscapedText.of(column.name()) + " is " + spelling.sql + ", for want of type "
                        + EscapedText.of(nameOf(source)));
        // The bytes of a text form are those of a text, of nothing else.
        boolean binary = !new MappedType(column.type(), source).isTextForm() || spelling.sql.equals(TEXT);
        return new WarehouseType(spelling.sql, spelling.withoutModifier, binary, leftOut);
    }

    private static Spelling spell(SourceType source, Names names) {
        return switch (source.kind()) {
            case ENUM ->
                names.nameOf(source).map(name -> new Spelling(name, name, true)).orElse(text());
            case DOMAIN ->
                names.nameOf(source)
                        .map(name -> new Spelling(name, name, true))
                        .orElseGet(() -> standIn(spell(source.base().orElseThrow(), names)));
            case ARRAY -> spell(source.base().orElseThrow(), names).array();
            case BASE, TEXT_FORM ->
                source.base().map(natural -> spell(natural, names)).orElseGet(() -> base(source, names));
        };
    }

    private static Spelling base(SourceType source, Names names) {
        String array = source.formatted().endsWith("[]") ? "[]" : "";
        if (source.schema().equals("pg_catalog")) {
            return BuiltInTypes.isLoadable(source.name(), names.serverVersion())
                    ? new Spelling(
                            declarable(source, names.serverVersion()),
                            Identifier.quote("pg_catalog", source.name()) + array,
                            true)
                    : text();
        }
        return names.schemaOfExtensionType(source.name())
                .map(schema -> new Spelling(
                        schema + "." + source.formatted(),
                        schema + "." + Identifier.quote(source.name()) + array,
                        true))
                .orElse(text());
    }

    private static String declarable(SourceType source, int serverVersion) {
        Matcher scaled = SCALED.matcher(source.formatted());
        if (serverVersion < ANY_SCALE_SINCE && scaled.lookingAt()) {
            int scale = Integer.parseInt(scaled.group(2));
            if (scale < 0 || scale > Integer.parseInt(scaled.group(1))) {
                return scaled.replaceFirst("numeric");
            }
        }
        return source.formatted();
    }

    /** A domain's base type in its place holds the same values, but is not the same type. */
    private static Spelling standIn(Spelling base) {
        return new Spelling(base.sql, base.withoutModifier, false);
    }

    private static Spelling text() {
        return new Spelling(TEXT, "pg_catalog.\"text\"", false);
    }

    private static String nameOf(SourceType source) {
        return source.schema().equals("pg_catalog") ? source.formatted() : source.schema() + "." + source.formatted();
    }
}
