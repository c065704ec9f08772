package dev.daybook.pgcopy;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.postgres.type.TypeOverride;
import dev.daybook.task.text.EscapedText;

/** Says that a value of a column does not fit its type in the lake, and which option would carry it. */
final class Misfit {

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
    ColumnMisfit.Found carriedAsText(String found) {
        return found(place() + " holds " + found, TypeOverride.pasted(dataset, column.name(), "text"), true);
    }

    /** A value larger than allowed. */
    ColumnMisfit.Found tooLarge(long bytes, long allowed) {
        return found(
                place() + " holds a value of " + bytes + " bytes, at most " + allowed + " are allowed",
                "--max-value " + bytes,
                false);
    }

    /** Bytes that are not what the column's type sends; the catalog and the data disagree. */
    ColumnMisfit.Found notOfItsType(WireFormat expected, int bytes) {
        return found(
                place() + " sends " + bytes + " bytes that are not a COPY BINARY value of format " + expected,
                TypeOverride.pasted(dataset, column.name(), "text"),
                true);
    }

    private ColumnMisfit.Found found(String problem, String advice, boolean fitsText) {
        return new ColumnMisfit.Found(new ColumnMisfit(dataset, column.name(), problem, advice, fitsText));
    }

    private String place() {
        return "column " + EscapedText.of(dataset + "." + column.name()) + " ("
                + EscapedText.of(column.sourceType().formatted()) + ")";
    }
}
