package dev.daybook.postgres.type;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.SourceType.Kind;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The type table over the types of one catalog. Not safe for use by more than one thread. */
public final class TypeTable {

    private static final int MODIFIER_HEADER = 4;

    private final List<TypeOverride> overrides;
    private final Map<Long, CatalogType> types;
    private final Collection<String> problems;

    TypeTable(List<TypeOverride> overrides, Map<Long, CatalogType> types, Collection<String> problems) {
        this.overrides = overrides;
        this.types = types;
        this.problems = problems;
    }

    /** What a column becomes. A declared type that the column cannot take is a problem; the column is mapped without it. */
    public MappedType map(String schema, String table, CatalogColumn column) {
        TypeOverride.Scope.Column scope = new TypeOverride.Scope.Column(schema, table, column.name());
        Optional<TypeOverride> declared = overrides.stream()
                .filter(override -> override.scope().equals(scope))
                .findFirst();
        CatalogType type = type(column.type());
        MappedType natural = map(type, column.modifier(), column.formatted(), Optional.empty());
        if (declared.isEmpty()) {
            return natural;
        }
        ColumnType wanted = declared.get().type();
        if (wanted instanceof ColumnType.Text) {
            return asText(natural, type, column.formatted());
        }
        if (wanted instanceof ColumnType.Binary && natural.isText()) {
            return MappedType.bytes();
        }
        MappedType mapped = map(type, column.modifier(), column.formatted(), Optional.of(wanted));
        if (!carries(mapped.type(), wanted)) {
            problems.add("--type " + EscapedText.of(declared.get().option()) + ": the column is " + column.formatted()
                    + "; " + rule(wanted));
        }
        return mapped;
    }

    private CatalogType type(long oid) {
        CatalogType type = types.get(oid);
        if (type == null) {
            throw new StepFailure.Temporary(
                    "the catalog changed while it was read: type " + oid + " is gone; run again");
        }
        return type;
    }

    /** The column's definition. */
    public static ColumnDefinition define(CatalogColumn column, MappedType type) {
        return new ColumnDefinition(
                column.name(),
                type.type(),
                type.source(),
                column.required(),
                type.bytesOfText() ? Optional.empty() : column.collation(),
                type.bytesOfText() ? Optional.empty() : column.collationDefinition(),
                column.comment());
    }

    private static boolean carries(ColumnType type, ColumnType wanted) {
        return type.equals(wanted) || type.equals(new ColumnType.ListOf(wanted));
    }

    private static String rule(ColumnType wanted) {
        if (wanted instanceof ColumnType.Binary) {
            return "bytea needs a text";
        }
        return wanted instanceof ColumnType.Uuid ? "uuid needs a uuid" : "decimal needs a numeric";
    }

    /** @param wanted a declared type for the column, for the type that its domains and its array stand on */
    private MappedType map(CatalogType type, int modifier, String formatted, Optional<ColumnType> wanted) {
        if (type.element() != 0) {
            MappedType natural = array(type, modifier, formatted, wanted);
            return isDeclaredText(type, wanted) ? asText(natural, type, formatted) : natural;
        }
        String plain = withoutSchema(type, formatted);
        MappedType natural = switch (type.kind()) {
            case 'd' -> domain(type, plain, wanted);
            case 'e' -> enumeration(type, plain);
            default -> base(type, modifier, plain, wanted);
        };
        return isDeclaredText(type, wanted) ? asText(natural, type, plain) : natural;
    }

    private MappedType domain(CatalogType type, String formatted, Optional<ColumnType> wanted) {
        MappedType base = map(type(type.base()), type.baseModifier(), type.baseFormatted(), wanted);
        SourceType source = new SourceType(
                Kind.DOMAIN,
                type.schema(),
                type.name(),
                formatted,
                List.of(),
                Optional.of(base.source()),
                type.notNull(),
                type.checks());
        return new MappedType(base.type(), source);
    }

    private MappedType enumeration(CatalogType type, String formatted) {
        SourceType source = new SourceType(
                Kind.ENUM, type.schema(), type.name(), formatted, type.labels(), Optional.empty(), false, List.of());
        return new MappedType(new ColumnType.EnumText(), source);
    }

    /** An array is a list when its elements are neither lists nor text forms. */
    private MappedType array(CatalogType type, int modifier, String formatted, Optional<ColumnType> wanted) {
        CatalogType elementType = type(type.element());
        String elementFormatted = formatted.substring(0, formatted.length() - "[]".length());
        MappedType element = map(elementType, modifier, elementFormatted, wanted);
        SourceType source = new SourceType(
                Kind.ARRAY,
                elementType.schema(),
                elementType.name(),
                withoutSchema(elementType, formatted),
                List.of(),
                Optional.of(element.source()),
                false,
                List.of());
        if (element.type() instanceof ColumnType.ListOf || element.isTextForm()) {
            return textForm(source, isMade(source) ? Optional.of(source) : Optional.empty());
        }
        return new MappedType(new ColumnType.ListOf(element.type()), source);
    }

    /** A declaration for a column is nearer than one for its type. */
    private boolean isDeclaredText(CatalogType type, Optional<ColumnType> wanted) {
        return wanted.isEmpty()
                && declaredFor(type).filter(ColumnType.Text.class::isInstance).isPresent();
    }

    private Optional<ColumnType> declaredFor(CatalogType type) {
        TypeOverride.Scope scope = new TypeOverride.Scope.AllOfType(type.name());
        return overrides.stream()
                .filter(override -> override.scope().equals(scope))
                .map(TypeOverride::type)
                .findFirst();
    }

    private MappedType base(CatalogType type, int modifier, String formatted, Optional<ColumnType> wanted) {
        Optional<ColumnType> declared = wanted.or(() -> declaredFor(type))
                .filter(other -> other instanceof ColumnType.Decimal && type.isBuiltIn("numeric")
                        || other instanceof ColumnType.Uuid && type.isBuiltIn("uuid"));
        if (declared.isPresent()) {
            return new MappedType(declared.get(), source(Kind.BASE, type, formatted));
        }
        return builtIn(type, modifier)
                .map(column -> new MappedType(column, source(Kind.BASE, type, formatted)))
                .orElseGet(() -> textForm(source(Kind.TEXT_FORM, type, formatted), Optional.empty()));
    }

    private static Optional<ColumnType> builtIn(CatalogType type, int modifier) {
        if (!type.schema().equals("pg_catalog")) {
            return Optional.empty();
        }
        return switch (type.name()) {
            case "bool" -> Optional.of(new ColumnType.Bool());
            case "int2" -> Optional.of(new ColumnType.Int16());
            case "int4" -> Optional.of(new ColumnType.Int32());
            case "int8", "oid" -> Optional.of(new ColumnType.Int64());
            case "float4" -> Optional.of(new ColumnType.Float32());
            case "float8" -> Optional.of(new ColumnType.Float64());
            case "numeric" -> decimal(modifier);
            case "text", "varchar", "bpchar", "name", "uuid" -> Optional.of(new ColumnType.Text());
            case "json", "jsonb" -> Optional.of(new ColumnType.Json());
            case "bytea" -> Optional.of(new ColumnType.Binary());
            case "date" -> Optional.of(new ColumnType.Date());
            case "time" -> Optional.of(new ColumnType.Time());
            case "timestamp" -> Optional.of(new ColumnType.Timestamp(false));
            case "timestamptz" -> Optional.of(new ColumnType.Timestamp(true));
            default -> Optional.empty();
        };
    }

    /**
     * {@code numeric(p,s)} where Parquet has that decimal. The modifier is the precision in the upper 16 bits and the scale
     * as 11 bits with a sign, plus 4 (numeric.c, {@code make_numeric_typmod}).
     */
    private static Optional<ColumnType> decimal(int modifier) {
        if (modifier < MODIFIER_HEADER) {
            return Optional.empty();
        }
        int precision = (modifier - MODIFIER_HEADER) >> 16 & 0xFFFF;
        int scale = ((modifier - MODIFIER_HEADER & 0x7FF) ^ 1024) - 1024;
        return precision <= 38 && scale >= 0 && scale <= precision
                ? Optional.of(new ColumnType.Decimal(precision, scale))
                : Optional.empty();
    }

    /** A column that would be something else, as text; what it would be stays known when the load must make its type. */
    private static MappedType asText(MappedType natural, CatalogType type, String formatted) {
        if (natural.isTextForm()) {
            return natural;
        }
        SourceType source = natural.source();
        return textForm(
                new SourceType(
                        Kind.TEXT_FORM,
                        source.schema(),
                        source.name(),
                        withoutSchema(type, formatted),
                        List.of(),
                        Optional.empty(),
                        false,
                        List.of()),
                isMade(source) ? Optional.of(source) : Optional.empty());
    }

    private static MappedType textForm(SourceType source, Optional<SourceType> natural) {
        return new MappedType(
                new ColumnType.Text(),
                new SourceType(
                        Kind.TEXT_FORM,
                        source.schema(),
                        source.name(),
                        source.formatted(),
                        List.of(),
                        natural,
                        false,
                        List.of()));
    }

    /** Whether the warehouse must make an enum or a domain for it. */
    private static boolean isMade(SourceType source) {
        return switch (source.kind()) {
            case ENUM, DOMAIN -> true;
            case ARRAY -> isMade(source.base().orElseThrow());
            case BASE, TEXT_FORM -> source.base().map(TypeTable::isMade).orElse(false);
        };
    }

    private static SourceType source(Kind kind, CatalogType type, String formatted) {
        return new SourceType(
                kind, type.schema(), type.name(), formatted, List.of(), Optional.empty(), false, List.of());
    }

    /** {@code format_type} qualifies what is not in the search path, which is pg_catalog alone. */
    private static String withoutSchema(CatalogType type, String formatted) {
        for (String prefix : List.of(Identifier.quote(type.schema()) + ".", type.schema() + ".")) {
            if (formatted.startsWith(prefix)) {
                return formatted.substring(prefix.length());
            }
        }
        return formatted;
    }
}
