package dev.daybook.postgres.copy;

import dev.daybook.lake.ColumnDefinition;
import dev.daybook.lake.DatasetName;
import dev.daybook.lake.TableDefinition;
import dev.daybook.postgres.NamePattern;
import dev.daybook.task.EscapedText;
import dev.daybook.task.StepFailure;
import java.util.regex.Pattern;

/** Says that a value of a column does not fit its type in the lake, and which option would carry it. */
final class Misfit {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,-]+");

    private final DatasetName dataset;
    private final ColumnDefinition column;

    Misfit(TableDefinition table, ColumnDefinition column) {
        this.dataset = table.name();
        this.column = column;
    }

    /**
     * A value that only text carries.
     *
     * @param found what sort of value it is; never the value itself
     */
    StepFailure.BadData carriedAsText(String found) {
        return new StepFailure.BadData(
                place() + " holds " + found + "; carry the column as text: --type " + declaredAsText());
    }

    /** A value larger than allowed. */
    StepFailure.BadData tooLarge(long bytes, long allowed) {
        return new StepFailure.BadData(place() + " holds a value of " + bytes + " bytes, at most " + allowed
                + " are allowed; allow it: --max-value " + bytes);
    }

    /** Bytes that are not what the column's type sends; the catalog and the data disagree. */
    StepFailure.BadData notOfItsType(WireFormat expected, int bytes) {
        return new StepFailure.BadData(
                place() + " sends " + bytes + " bytes that are not a COPY BINARY value of format " + expected
                        + "; carry the column as text: --type " + declaredAsText());
    }

    private String place() {
        return "column " + EscapedText.of(dataset + "." + column.name()) + " ("
                + EscapedText.of(column.sourceType().formatted()) + ")";
    }

    /** For a shell: in single quotes when the name needs them. */
    private String declaredAsText() {
        String pattern = dataset.schema()
                .map(schema -> NamePattern.literal(schema, dataset.name(), column.name()))
                .orElseGet(() -> NamePattern.literal(dataset.name(), column.name()));
        String shown = EscapedText.of(pattern);
        return PLAIN.matcher(shown).matches() ? shown + "=text" : "'" + shown.replace("'", "'\\''") + "=text'";
    }
}
