package dev.daybook.pgcopy;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.DatasetName;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.task.text.EscapedText;

/** Says that a value of a column does not fit its type in the lake, and what would carry it. */
public final class ColumnErrors {

    private final DatasetName dataset;
    private final ColumnDefinition column;

    /** The errors of one column, for the messages of its decoder. */
    public ColumnErrors(TableDefinition table, ColumnDefinition column) {
        this.dataset = table.name();
        this.column = column;
    }

    /**
     * A value that only text carries.
     *
     * @param found what sort of value it is; never the value itself
     */
    public ConversionError.Found carriedAsText(String found) {
        return found(place() + " holds " + found, new ConversionError.Remedy.Text());
    }

    /** A value larger than allowed. */
    public ConversionError.Found tooLarge(long bytes, long allowed) {
        return found(
                place() + " holds a value of " + bytes + " bytes, at most " + allowed + " are allowed",
                new ConversionError.Remedy.LargerValues(bytes));
    }

    /** Bytes that are not what the column's type sends; the catalog and the data disagree. */
    public ConversionError.Found notOfItsType(WireFormat expected, int bytes) {
        return found(
                place() + " sends " + bytes + " bytes that are not a COPY BINARY value of format " + expected,
                new ConversionError.Remedy.Text());
    }

    private ConversionError.Found found(String problem, ConversionError.Remedy remedy) {
        return new ConversionError.Found(new ConversionError(dataset, column.name(), problem, remedy));
    }

    private String place() {
        return "column " + EscapedText.of(dataset + "." + column.name()) + " ("
                + EscapedText.of(column.sourceType().formatted()) + ")";
    }
}
