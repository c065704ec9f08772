package dev.daybook.postgres.type;

import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.NamePattern;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A declared type: {@code --type schema.table.column=decimal(38,9)} for one column, {@code --type uuid=uuid} for all
 * columns of a PostgreSQL type.
 *
 * @param option the value as it was given, for messages
 * @param scope what it is declared for
 * @param type what it becomes: {@link ColumnType.Text} (as the output function prints it), {@link ColumnType.Binary} (the
 *     bytes of that text in the database's encoding), {@link ColumnType.Decimal} or {@link ColumnType.Uuid}
 */
public record TypeOverride(String option, Scope scope, ColumnType type) {

    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}),(\\d{1,2})\\)");
    private static final List<String> TYPES = List.of("text", "bytea", "uuid", "decimal(38,9)");
    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_.,-]+");

    /** What a type is declared for. */
    public sealed interface Scope {

        /** One column. */
        record Column(String schema, String table, String column) implements Scope {

            /** As the option takes it. */
            @Override
            public String toString() {
                return NamePattern.literal(schema, table, column);
            }
        }

        /** Every column of a type, by its {@code typname}: {@code uuid}, {@code numeric}. */
        record AllOfType(String typeName) implements Scope {

            /** As the option takes it. */
            @Override
            public String toString() {
                return NamePattern.literal(typeName);
            }
        }
    }

    /**
     * Reads one value of {@code --type}.
     *
     * @throws IllegalArgumentException when it is malformed; the message says what is expected and found
     */
    public static TypeOverride parse(String option) {
        try {
            return parts(option);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected schema.table.column=decimal(38,9) or uuid=uuid, found '" + EscapedText.of(option) + "': "
                            + e.getMessage(),
                    e);
        }
    }

    private static TypeOverride parts(String option) {
        int equals = option.lastIndexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException("there is no '='");
        }
        NamePattern name = NamePattern.parse(option.substring(0, equals));
        if (!name.isLiteral()) {
            throw new IllegalArgumentException("it does not name one column or type");
        }
        List<String> parts = name.parts().stream().map(NamePattern.Part::text).toList();
        ColumnType type = type(option.substring(equals + 1));
        return switch (parts.size()) {
            case 1 -> new TypeOverride(option, allOfType(parts.get(0), type), type);
            case 3 -> new TypeOverride(option, new Scope.Column(parts.get(0), parts.get(1), parts.get(2)), type);
            default ->
                throw new IllegalArgumentException(
                        "there are " + parts.size() + " parts; quote a name that holds a dot");
        };
    }

    /** The option that declares a type for a column, ready to paste into a shell. */
    public static String pasted(DatasetName dataset, String column, String type) {
        String name = dataset.schema()
                .map(schema -> NamePattern.literal(schema, dataset.name(), column))
                .orElseGet(() -> NamePattern.literal(dataset.name(), column));
        String shown = EscapedText.of(name);
        return "--type "
                + (NEEDS_NO_QUOTES.matcher(shown).matches()
                        ? shown + "=" + type
                        : "'" + shown.replace("'", "'\\''") + "=" + type + "'");
    }

    private static Scope allOfType(String name, ColumnType type) {
        if (type instanceof ColumnType.Binary) {
            throw new IllegalArgumentException("bytea is declared for one column");
        }
        if (type instanceof ColumnType.Decimal && !name.equals("numeric")) {
            throw new IllegalArgumentException("decimal needs numeric");
        }
        if (type instanceof ColumnType.Uuid && !name.equals("uuid")) {
            throw new IllegalArgumentException("uuid needs uuid");
        }
        return new Scope.AllOfType(name);
    }

    private static ColumnType type(String text) {
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            if (precision < 1 || precision > 38 || scale > precision) {
                throw new IllegalArgumentException(
                        "decimal(p,s) needs a precision of 1 to 38 and a scale of 0 to the precision");
            }
            return new ColumnType.Decimal(precision, scale);
        }
        return switch (text) {
            case "text" -> new ColumnType.Text();
            case "bytea" -> new ColumnType.Binary();
            case "uuid" -> new ColumnType.Uuid();
            default ->
                throw new IllegalArgumentException(
                        "a type is declared as text, bytea, uuid or decimal(p,s)" + NearMiss.hint(text, TYPES));
        };
    }
}
