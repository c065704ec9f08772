package dev.daybook.extractcsv.rows;

import dev.daybook.extractcsv.format.Dialect;
import dev.daybook.extractcsv.format.RecordLimits;
import dev.daybook.extractcsv.format.RecordReader;
import dev.daybook.extractcsv.format.UnreadableRecord;
import dev.daybook.extractcsv.schema.CsvSchema;
import dev.daybook.lake.column.Batch;
import dev.daybook.sourcefiles.column.ColumnReader;
import dev.daybook.sourcefiles.column.SubjectColumns;
import dev.daybook.sourcefiles.column.ValueFault;
import dev.daybook.sourcefiles.input.DamagedInput;
import dev.daybook.sourcefiles.key.RowKeys;
import dev.daybook.sourcefiles.record.FieldRanges;
import dev.daybook.sourcefiles.record.Utf8;
import dev.daybook.sourcefiles.reject.BadRows;
import dev.daybook.sourcefiles.reject.RejectedRecord;
import dev.daybook.sourcefiles.schema.SchemaField;
import dev.daybook.sourcefiles.schema.TableSchema;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.FileReason;
import dev.daybook.task.text.EscapedText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a CSV text under its schema into one batch, again and again. Every message names file, line, column,
 * what was expected and what was found. Not safe for use by more than one thread.
 */
public final class CsvRows {

    /** A batch ends at these bytes of text, so that long fields do not add up. */
    private static final long BATCH_BYTES = 4L << 20;

    private static final String BLANK_LINE = ": a blank line between rows";

    private final String file;
    private final TableSchema schema;
    private final Dialect dialect;
    private final RecordReader records;
    private final BadRows badRows;
    private final Batch batch;
    private final List<ColumnReader> columns = new ArrayList<>();
    private final RowKeys keys;
    private final SubjectColumns subjects;
    private boolean started;
    private long rows;
    private long blankLine;

    /**
     * @param file the file's name, for messages
     * @param input its content; closed by the caller
     * @param schema what it is declared to be
     * @param limits what one record may hold
     * @param badRows gets the rows that break the schema; finished by the caller
     * @param batch gets the others
     * @param keys gets their keys; finished by the caller
     * @throws StepFailure.Configuration when a constraint of the schema makes no sense
     */
    public CsvRows(
            String file,
            InputStream input,
            CsvSchema schema,
            RecordLimits limits,
            BadRows badRows,
            Batch batch,
            RowKeys keys) {
        this.file = EscapedText.of(file);
        this.schema = schema.table();
        this.dialect = schema.dialect();
        this.records = new RecordReader(input, dialect, limits);
        this.badRows = badRows;
        this.batch = batch;
        this.subjects = new SubjectColumns(this.schema.fields());
        this.keys = keys;
        keys.startFile(this.file);
        for (SchemaField field : this.schema.fields()) {
            boolean required =
                    field.constraints().required() || this.schema.primaryKey().contains(field.name());
            columns.add(new ColumnReader(field, required, batch.columns().get(columns.size())));
        }
    }

    /**
     * Clears the batch and fills it with the next rows.
     *
     * @return false when there were no more
     * @throws StepFailure.BadData when the file is not as declared
     */
    public boolean read() {
        batch.clear();
        try {
            return fill();
        } catch (UnreadableRecord e) {
            throw new StepFailure.BadData(place(e.line()) + column(e.field()) + ": " + e.getMessage(), e);
        } catch (DamagedInput e) {
            throw new StepFailure.BadData(place(records.currentLine()) + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StepFailure.InputOutput(place(records.currentLine()) + ": " + FileReason.of(e), e);
        }
    }

    private boolean fill() throws IOException {
        if (!started) {
            started = true;
            readHeader();
        }
        long start = records.position();
        int filled = 0;
        while (filled < Batch.ROWS && records.position() - start < BATCH_BYTES) {
            if (!records.next()) {
                break;
            }
            filled += readRow() ? 1 : 0;
        }
        batch.filled(filled);
        return filled > 0;
    }

    private void readHeader() throws IOException {
        if (!dialect.header()) {
            return;
        }
        if (!records.next()) {
            throw new StepFailure.BadData(file + ", line 1: expected a header with the column names, found nothing");
        }
        new Header(file, schema.columnNames()).check(records, dialect.delimiter());
    }

    /** Appends the record's values to the batch; false when the record is no row or a bad one. */
    private boolean readRow() throws IOException {
        // A line that is empty between rows is a mistake, at the end it is none, and a file of one column has no other
        // way to write NULL.
        if (records.isBlank() && columns.size() > 1) {
            blankLine = blankLine == 0 ? records.line() : blankLine;
            return false;
        }
        if (blankLine != 0) {
            long line = blankLine;
            blankLine = 0;
            badRows.take(
                    new RejectedRecord(line, List.of(RejectedRecord.STRUCTURE), BLANK_LINE, new byte[0], List.of()));
        }
        ValueFault problem = problem();
        if (problem != null) {
            badRows.take(new RejectedRecord(
                    records.line(),
                    List.of(problem.code()),
                    problem.message(),
                    records.recordBytes(),
                    subjects.values(records.fields())));
            return false;
        }
        rows++;
        keys.addLastRow(records.line());
        return true;
    }

    /** Why the record is no row, with a message that begins with the column, or null once its values are appended. */
    private @Nullable ValueFault problem() {
        FieldRanges fields = records.fields();
        if (records.fault().isPresent()) {
            RecordReader.Fault fault = records.fault().get();
            return structure(column(fault.field()) + ": " + fault.reason());
        }
        if (fields.count() != columns.size()) {
            String hint = fields.count() == 1 ? Header.otherSeparator(records, dialect.delimiter()) : "";
            return structure(": " + counted(fields.count()) + " found, " + columns.size() + " expected" + hint);
        }
        if (records.hasNul() || records.hasNonAscii()) {
            String problem = bytesProblem(fields);
            if (problem != null) {
                return new ValueFault(RejectedRecord.UNPARSABLE, problem);
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            ValueFault fault = columns.get(i).read(fields, i);
            if (fault != null) {
                columns.subList(0, i).forEach(column -> column.target().removeLast());
                return new ValueFault(
                        RejectedRecord.reason(
                                fault.code(), columns.get(i).field().column()),
                        column(i) + ": " + fault.message());
            }
        }
        return null;
    }

    private static ValueFault structure(String message) {
        return new ValueFault(RejectedRecord.STRUCTURE, message);
    }

    private @Nullable String bytesProblem(FieldRanges fields) {
        for (int i = 0; i < fields.count(); i++) {
            byte[] bytes = fields.bytes(i);
            int start = fields.start(i);
            int length = fields.length(i);
            for (int at = start; records.hasNul() && at < start + length; at++) {
                if (bytes[at] == 0) {
                    return column(i) + ": a NUL byte, which PostgreSQL's text cannot hold";
                }
            }
            int malformed = Utf8.firstMalformed(bytes, start, length);
            if (malformed >= 0) {
                return String.format(
                        Locale.ROOT,
                        "%s, byte %d: not valid UTF-8 (0x%02X); declare the \"encoding\" of the file",
                        column(i),
                        records.malformedOffset(),
                        bytes[malformed]);
            }
        }
        return null;
    }

    private static String counted(int columnCount) {
        return columnCount == 1 ? "1 column" : columnCount + " columns";
    }

    private String place(long line) {
        return file + ", line " + line;
    }

    private String column(int index) {
        return index < columns.size()
                ? ", column '" + EscapedText.of(columns.get(index).field().name()) + "'"
                : ", column " + (index + 1);
    }

    /** Rows read so far, without bad ones. */
    public long rows() {
        return rows;
    }

    /** Bytes of text read so far. */
    public long bytes() {
        return records.position();
    }
}
