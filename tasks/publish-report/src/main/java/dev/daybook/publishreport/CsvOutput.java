package dev.daybook.publishreport;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A report as CSV (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>) in UTF-8 with LF at each line's end. A
 * field is quoted only where it must be; NULL is an empty field, an empty text is {@code ""}. Booleans are {@code true}
 * and {@code false}.
 */
final class CsvOutput implements ReportOutput {

    private final Writer out;
    private final List<ReportColumn> columns;
    private final boolean guardFormulas;
    private long guarded;

    /**
     * @param file gets its bytes and is closed with this
     * @param guardFormulas whether an apostrophe goes before text that a spreadsheet would run as a formula (OWASP, CSV
     *     Injection)
     */
    CsvOutput(OutputStream file, List<ReportColumn> columns, boolean guardFormulas) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8.newEncoder()), 1 << 16);
        this.columns = columns;
        this.guardFormulas = guardFormulas;
        for (int i = 0; i < columns.size(); i++) {
            separate(i);
            field(columns.get(i).name());
        }
        out.write('\n');
    }

    @Override
    public void row(String[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            separate(i);
            if (values[i] != null) {
                field(text(values[i], columns.get(i)));
            }
        }
        out.write('\n');
    }

    /** The fields that got an apostrophe. */
    long guarded() {
        return guarded;
    }

    @Override
    public void finish(ReportTotals totals) throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void separate(int column) throws IOException {
        if (column > 0) {
            out.write(',');
        }
    }

    private String text(String value, ReportColumn column) {
        return switch (column.kind()) {
            case BOOLEAN -> value.startsWith("t") ? "true" : "false";
            case EXACT_NUMBER, FLOAT, MOMENT -> value;
            case TEXT, JSON, OTHER -> guardFormulas && isFormula(value) ? guard(value) : value;
        };
    }

    private String guard(String value) {
        guarded++;
        return "'" + value;
    }

    private static boolean isFormula(String value) {
        return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
    }

    private void field(String value) throws IOException {
        if (!needsQuotes(value)) {
            out.write(value);
            return;
        }
        out.write('"');
        out.write(value.replace("\"", "\"\""));
        out.write('"');
    }

    private static boolean needsQuotes(String value) {
        if (value.isEmpty() || value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ') {
            return true;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }
}
