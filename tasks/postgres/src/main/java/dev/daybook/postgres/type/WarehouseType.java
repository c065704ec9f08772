package dev.daybook.postgres.type;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.SourceType;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.name.QualifiedName;
import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a column is in the warehouse, and how its values get there: the source's own type wherever the warehouse has it,
 * text otherwise. Nothing of the source's text is in it: types are made of names that are looked up, and of numbers.
 *
 * @param sql the type as DDL has it, modifier and all: {@code character varying(40)}, {@code "northwind"."mood"[]}
 * @param withoutModifier the same without modifiers, for views: {@code pg_catalog."varchar"}; a column may then grow from
 *     varchar(15) to varchar(20) under a view
 * @param binary whether COPY BINARY carries it; otherwise the whole table is loaded by COPY text
 * @param collation the column's collation, qualified and quoted; empty for its type's
 * @param comparedOtherwise why values that are equal at the source may differ in the warehouse:
 *     {@code for want of type public.citext}; empty when they do not
 * @param leftOut what the warehouse's column lacks against the source's, for the receipt
 */
public record WarehouseType(
        String sql,
        String withoutModifier,
        boolean binary,
        Optional<String> collation,
        Optional<String> comparedOtherwise,
        List<String> leftOut) {

    /** {@code numeric(2,5)} and {@code numeric(5,-2)} can be declared. */
    private static final int ANY_SCALE_SINCE = 150_000;

    /** Modifiers of an extension's type: {@code (1536)}, {@code (Point,4326)}. */
    private static final Pattern EXTENSION_MODIFIERS =
            Pattern.compile("\\(((?:[A-Za-z]{1,40}|-?\\d{1,9})(?:,(?:[A-Za-z]{1,40}|-?\\d{1,9}))?)\\)(?:\\[])?");

    private static final String TEXT = "text";

    /** What the warehouse has of types and collations that are not built in. */
    public interface Names {

        /** The server's version, as {@code server_version_num} has it. */
        int serverVersion();

        /** The qualified, quoted name of an enum or a domain; empty when the warehouse does without it. */
        Optional<String> nameOf(SourceType enumOrDomain);

        /** The quoted schema in which an extension of the warehouse has a type of this name. */
        Optional<String> schemaOfExtensionType(String typeName);

        /** The collation of a column that has one. */
        Collation collationOf(ColumnDefinition column);
    }

    /**
     * A collation in the warehouse.
     *
     * @param sql its qualified, quoted name; empty when the warehouse does without it
     * @param lacking why it does without it
     */
    public record Collation(Optional<String> sql, String lacking) {

        /** A collation that the warehouse has. */
        public static Collation found(String sql) {
            return new Collation(Optional.of(sql), "");
        }

        /** A collation that the warehouse does not have. */
        public static Collation lacking(String reason) {
            return new Collation(Optional.empty(), reason);
        }
    }

    /**
     * A type's two spellings.
     *
     * @param own whether it is the source's own type, or another in its place
     */
    private record Spelling(String sql, String withoutModifier, boolean own) {
        private Spelling array() {
            return new Spelling(sql + "[]", withoutModifier + "[]", own);
        }

        private boolean isText() {
            return sql.equals(TEXT) || sql.equals(TEXT + "[]");
        }
    }

    /** Copies the list. */
    public WarehouseType {
        leftOut = List.copyOf(leftOut);
    }

    /** The type of a column in the warehouse. */
    public static WarehouseType of(ColumnDefinition column, Names names) {
        SourceType source = column.sourceType();
        Spelling spelling = spell(source, names);
        List<String> leftOut = new ArrayList<>();
        if (!spelling.own) {
            leftOut.add("column " + EscapedText.of(column.name()) + " is " + spelling.sql + ", for want of type "
                    + EscapedText.of(nameOf(source)));
        }
        if (hasUnreadModifier(source, names.serverVersion())) {
            leftOut.add("column " + EscapedText.of(column.name()) + " is " + spelling.sql
                    + ", without the modifier in its type, which is not one that PostgreSQL prints");
        }
        Optional<Collation> collation = column.collation().map(_ -> names.collationOf(column));
        collation
                .filter(found -> found.sql().isEmpty())
                .ifPresent(found -> leftOut.add("collation "
                        + EscapedText.of(column.collation().orElseThrow()) + " of column "
                        + EscapedText.of(column.name()) + ": " + found.lacking()));
        // The bytes of a text form are those of a text, of nothing else.
        boolean binary = !new MappedType(column.type(), source).isTextForm() || spelling.sql.equals(TEXT);
        return new WarehouseType(
                spelling.sql,
                spelling.withoutModifier,
                binary,
                collation.flatMap(Collation::sql),
                comparedOtherwise(column, spelling, collation),
                leftOut);
    }

    private static boolean hasUnreadModifier(SourceType source, int serverVersion) {
        return switch (source.kind()) {
            case ENUM, DOMAIN -> false;
            case ARRAY -> hasUnreadModifier(source.base().orElseThrow(), serverVersion);
            case BASE, TEXT_FORM ->
                source.base().isEmpty()
                        && source.schema().equals("pg_catalog")
                        && BuiltInTypes.isLoadable(source.name(), serverVersion)
                        && DeclaredType.of(source.name(), source.formatted()).isEmpty();
        };
    }

    private static Optional<String> comparedOtherwise(
            ColumnDefinition column, Spelling spelling, Optional<Collation> collation) {
        if (!spelling.own && spelling.isText()) {
            return Optional.of("for want of type " + EscapedText.of(nameOf(column.sourceType())));
        }
        // Texts that a deterministic collation calls equal are the same bytes, and those are equal under every other.
        boolean deterministic = column.collationDefinition().isPresent()
                ? column.collationDefinition().get().deterministic()
                : column.collation()
                        .flatMap(QualifiedName::parse)
                        .map(QualifiedName::isBuiltIn)
                        .orElse(true);
        boolean missing = collation.isPresent() && collation.get().sql().isEmpty();
        return missing && !deterministic
                ? Optional.of("for want of collation "
                        + EscapedText.of(column.collation().orElseThrow()))
                : Optional.empty();
    }

    /**
     * A built-in type as a domain can stand on it.
     *
     * @return empty for every other type
     */
    public static Optional<String> builtIn(SourceType source, int serverVersion) {
        return source.schema().equals("pg_catalog") && BuiltInTypes.isLoadable(source.name(), serverVersion)
                ? Optional.of(declarable(source, serverVersion).sql())
                : Optional.empty();
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
        if (source.schema().equals("pg_catalog")) {
            if (!BuiltInTypes.isLoadable(source.name(), names.serverVersion())) {
                return text();
            }
            DeclaredType declared = declarable(source, names.serverVersion());
            return new Spelling(declared.sql(), declared.withoutModifier(), true);
        }
        return names.schemaOfExtensionType(source.name())
                .map(schema -> ofExtension(schema, source))
                .orElse(text());
    }

    /** A modifier that is none is left away: the type holds all the values without it. */
    private static DeclaredType declarable(SourceType source, int serverVersion) {
        boolean array = source.formatted().endsWith("[]");
        DeclaredType declared = DeclaredType.of(source.name(), source.formatted())
                .orElseGet(() -> DeclaredType.plain(source.name(), array));
        List<Integer> modifiers = declared.modifiers();
        boolean scaled = source.name().equals("numeric") && modifiers.size() == 2;
        if (serverVersion < ANY_SCALE_SINCE && scaled) {
            int scale = modifiers.get(1);
            if (scale < 0 || scale > modifiers.get(0)) {
                return DeclaredType.plain("numeric", array);
            }
        }
        return declared;
    }

    private static Spelling ofExtension(String schema, SourceType source) {
        String array = source.formatted().endsWith("[]") ? "[]" : "";
        String name = schema + "." + Identifier.quote(source.name());
        int open = source.formatted().indexOf('(');
        Matcher modifiers =
                EXTENSION_MODIFIERS.matcher(open < 0 ? "" : source.formatted().substring(open));
        String printed = modifiers.matches()
                ? Stream.of(modifiers.group(1).split(","))
                        .map(m -> "'" + m + "'")
                        .collect(Collectors.joining(",", "(", ")"))
                : "";
        return new Spelling(name + printed + array, name + array, true);
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
