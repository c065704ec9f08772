package dev.daybook.sourcefiles.column;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.sourcefiles.record.FieldRanges;
import dev.daybook.sourcefiles.record.Utf8;
import dev.daybook.sourcefiles.schema.SchemaField;
import dev.daybook.sourcefiles.value.ValueReader;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one column: missing values, the type, the constraints.
 *
 * <p>A missing value is NULL. In a column of text only an unquoted field can be missing, so that NULL and the empty text
 * stay different: {@code a,,b} holds NULL and {@code a,"",b} the empty text. In other columns, which have no empty
 * value, quotes make no difference.
 */
public final class ColumnReader {

    private final SchemaField field;
    private final boolean required;
    private final boolean isText;
    private final boolean emptyIsMissing;
    private final byte[][] missingValues;
    private final ValueReader reader;
    private final ConstraintCheck constraints;
    private final ColumnVector target;

    /**
     * @param field what the column is declared to be
     * @param required whether no value may be missing, as in a primary key
     * @param target gets the values
     * @throws StepFailure.Configuration when a constraint makes no sense
     */
    public ColumnReader(SchemaField field, boolean required, ColumnVector target) {
        this.field = field;
        this.required = required;
        this.isText = field.type().isText();
        this.emptyIsMissing = field.missingValues().contains("");
        this.missingValues = field.missingValues().stream()
                .filter(text -> !text.isEmpty())
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.reader = ValueReader.of(field.type(), target);
        this.constraints = new ConstraintCheck(field);
        this.target = target;
    }

    /** What the column is declared to be. */
    public SchemaField field() {
        return field;
    }

    /** The vector that gets the values. */
    public ColumnVector target() {
        return target;
    }

    /**
     * Reads a field of a record.
     *
     * @return null when a value or NULL was appended; otherwise what is wrong, and nothing was appended
     */
    public @Nullable ValueFault read(FieldRanges fields, int index) {
        byte[] bytes = fields.bytes(index);
        int start = fields.start(index);
        int length = fields.length(index);
        if (isMissing(bytes, start, length, fields.isQuoted(index))) {
            if (required) {
                return new ValueFault(
                        "required",
                        "expected a value, as the column is required, found none"
                                + (length == 0 ? "" : " ('" + shown(bytes, start, length) + "')"));
            }
            target.addNull();
            return null;
        }
        String problem = reader.read(bytes, start, length);
        if (problem != null) {
            return fault("type", problem, bytes, start, length);
        }
        ValueFault violation = constraints.violation(target);
        if (violation == null) {
            return null;
        }
        target.removeLast();
        return fault(violation.code(), violation.message(), bytes, start, length);
    }

    private ValueFault fault(String code, String problem, byte[] bytes, int start, int length) {
        return new ValueFault(
                code,
                "expected " + EscapedText.of(field.type().expected()) + ", found " + found(bytes, start, length)
                        + (problem.isEmpty() ? "" : ": " + problem));
    }

    /** A value of a person stays out of messages, which go to logs and receipts. */
    private String found(byte[] bytes, int start, int length) {
        return field.personal().isPresent()
                ? "a text of " + Utf8.characters(bytes, start, length) + " characters"
                : "'" + shown(bytes, start, length) + "'";
    }

    private boolean isMissing(byte[] bytes, int start, int length, boolean quoted) {
        if (quoted && isText) {
            return false;
        }
        if (length == 0) {
            return emptyIsMissing;
        }
        for (byte[] missing : missingValues) {
            if (missing.length == length && Arrays.equals(missing, 0, length, bytes, start, start + length)) {
                return true;
            }
        }
        return false;
    }

    private static String shown(byte[] bytes, int start, int length) {
        // Enough for the cut that EscapedText makes; a field may be megabytes long.
        return EscapedText.of(new String(bytes, start, Math.min(length, 1000), StandardCharsets.UTF_8));
    }
}
