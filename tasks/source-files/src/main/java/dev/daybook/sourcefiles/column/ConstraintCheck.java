package dev.daybook.sourcefiles.column;

import dev.daybook.lake.column.BytesVector;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.sourcefiles.schema.Constraints;
import dev.daybook.sourcefiles.schema.FieldType;
import dev.daybook.sourcefiles.schema.NumberFormat;
import dev.daybook.sourcefiles.schema.SchemaField;
import dev.daybook.sourcefiles.value.ValueReader;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Checks each value of a column against the field's constraints, {@code required} and {@code unique} excepted. */
final class ConstraintCheck {

    private interface Check {
        /** Why the last value of the vector is not allowed, or null. */
        @Nullable
        String violation(ColumnVector vector);
    }

    /**
     * A check under the name of its constraint, as reasons have it.
     *
     * @param code the name
     * @param check the check
     */
    private record Named(String code, Check check) {}

    private final SchemaField field;
    private final List<Named> checks = new ArrayList<>();

    /** @throws StepFailure.Configuration when a bound or a pattern is none */
    ConstraintCheck(SchemaField field) {
        this.field = field;
        Constraints constraints = field.constraints();
        bound("minimum", constraints.minimum(), order -> order >= 0);
        bound("maximum", constraints.maximum(), order -> order <= 0);
        bound("exclusiveMinimum", constraints.exclusiveMinimum(), order -> order > 0);
        bound("exclusiveMaximum", constraints.exclusiveMaximum(), order -> order < 0);
        constraints.minLength().ifPresent(least -> length("minLength", least, characters -> characters >= least));
        constraints.maxLength().ifPresent(most -> length("maxLength", most, characters -> characters <= most));
        constraints.pattern().ifPresent(this::pattern);
        if (!constraints.allowed().isEmpty()) {
            allowed(constraints.allowed());
        }
    }

    /** Why the last value of the vector is not allowed, or null. */
    @Nullable
    ValueFault violation(ColumnVector vector) {
        for (Named named : checks) {
            String violation = named.check().violation(vector);
            if (violation != null) {
                return new ValueFault(named.code(), violation);
            }
        }
        return null;
    }

    /** @param name the constraint's name in a schema; a reason has it in small letters, {@code min_length} */
    private void add(String name, Check check) {
        checks.add(new Named(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), check));
    }

    private void bound(String name, Optional<String> text, IntPredicate allowed) {
        text.ifPresent(bound -> {
            TypedValue limit = parse(name, bound);
            String violation = "the " + name + " is " + EscapedText.of(bound);
            add(
                    name,
                    vector -> allowed.test(TypedValue.last(field.type(), vector).compareTo(limit)) ? null : violation);
        });
    }

    private void length(String name, int limit, IntPredicate allowed) {
        add(name, vector -> {
            String text = lastText(vector);
            int characters = text.codePointCount(0, text.length());
            return allowed.test(characters) ? null : characters + " characters, the " + name + " is " + limit;
        });
    }

    private void pattern(String pattern) {
        BoundedPattern compiled = BoundedPattern.of(field.name(), pattern);
        add("pattern", vector -> compiled.violation(lastText(vector)));
    }

    private void allowed(List<String> texts) {
        List<TypedValue> values =
                texts.stream().map(text -> parse("enum", text)).toList();
        java.util.Set<TypedValue> set = new java.util.HashSet<>(values);
        String violation = "the enum allows only " + EscapedText.of(String.join(", ", texts));
        add("enum", vector -> set.contains(TypedValue.last(field.type(), vector)) ? null : violation);
    }

    private static String lastText(ColumnVector vector) {
        BytesVector bytes = (BytesVector) vector;
        int last = bytes.size() - 1;
        return new String(bytes.data(), bytes.starts()[last], bytes.lengths()[last], StandardCharsets.UTF_8);
    }

    /** A bound is written as JSON writes numbers, or as the column's own values. */
    private TypedValue parse(String name, String text) {
        for (FieldType type : List.of(plain(field.type()), field.type())) {
            ColumnVector scratch = ColumnVector.of(type.columnType(), 1);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (ValueReader.of(type, scratch).read(bytes, 0, bytes.length) == null) {
                return TypedValue.last(type, scratch);
            }
        }
        throw new StepFailure.Configuration("field '" + EscapedText.of(field.name()) + "', " + name + ": expected "
                + field.type().expected() + ", found '" + EscapedText.of(text) + "'");
    }

    private static FieldType plain(FieldType type) {
        return switch (type) {
            case FieldType.Whole whole -> new FieldType.Whole(whole.width(), NumberFormat.PLAIN);
            case FieldType.Decimal decimal ->
                new FieldType.Decimal(decimal.precision(), decimal.scale(), NumberFormat.PLAIN);
            case FieldType.Numeric _ -> new FieldType.Numeric(NumberFormat.PLAIN);
            case FieldType.Floating floating -> new FieldType.Floating(floating.isDouble(), NumberFormat.PLAIN);
            case FieldType.Text _,
                    FieldType.Bool _,
                    FieldType.Date _,
                    FieldType.Time _,
                    FieldType.Timestamp _,
                    FieldType.YearMonth _,
                    FieldType.Year _,
                    FieldType.Json _,
                    FieldType.Uuid _,
                    FieldType.Binary _ -> type;
        };
    }
}
