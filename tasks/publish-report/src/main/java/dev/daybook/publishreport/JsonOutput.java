package dev.daybook.publishreport;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report as one JSON object: what it is, its columns, its rows as objects, one a line, and its totals. Numbers are
 * JSON numbers with all their digits (docs/decisions/0080); NaN and infinity, which JSON does not have, are strings.
 */
final class JsonOutput implements ReportOutput {

    private final JsonGenerator out;
    private final List<ReportColumn> columns;
    private final RowsOnLines printer = new RowsOnLines();

    /**
     * What the object says of the report, beside its rows.
     *
     * @param asOf when the state the report shows was true at the sources; not when the report ran, so that the same day
     *     gives the same bytes
     * @param reads the pipelines that it reads; empty when that is its own alone, which needs no mention
     */
    record Description(
            ReportDefinition report, PipelineName pipeline, Period period, Instant asOf, List<ReadPeriod> reads) {}

    /** @param file gets its bytes and is closed with this */
    JsonOutput(OutputStream file, Description description, List<ReportColumn> columns) throws IOException {
        this.out = new JsonFactory().createGenerator(file, JsonEncoding.UTF8);
        this.columns = columns;
        out.setPrettyPrinter(printer);
        out.writeStartObject();
        out.writeStringField("report", description.report().name());
        out.writeStringField("title", description.report().title());
        out.writeStringField("pipeline", description.pipeline().value());
        out.writeStringField("period", description.period().toString());
        out.writeStringField("as_of", description.asOf().toString());
        reads(description.reads());
        parameters(description.report().parameters());
        out.writeArrayFieldStart("columns");
        for (ReportColumn column : columns) {
            out.writeStartObject();
            out.writeStringField("name", column.name());
            out.writeStringField("type", column.typeName());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("rows");
        out.writeRaw('\n');
        printer.inRows = true;
    }

    private void reads(List<ReadPeriod> reads) throws IOException {
        if (reads.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("reads");
        for (ReadPeriod read : reads) {
            out.writeStartObject();
            out.writeStringField("pipeline", read.pipeline().value());
            out.writeStringField("period", read.loaded().period().toString());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** A report without parameters of its own has no such member. */
    private void parameters(List<ReportParameter> parameters) throws IOException {
        if (parameters.isEmpty()) {
            return;
        }
        out.writeObjectFieldStart("parameters");
        for (ReportParameter parameter : parameters) {
            out.writeFieldName(parameter.name());
            switch (parameter.type()) {
                case INTEGER, BOOLEAN -> out.writeRawValue(parameter.value().toString());
                case TEXT, DATE -> out.writeString(parameter.value().toString());
            }
        }
        out.writeEndObject();
    }

    @Override
    public void row(String[] values) throws IOException {
        out.writeStartObject();
        for (int i = 0; i < values.length; i++) {
            out.writeFieldName(columns.get(i).name());
            value(columns.get(i), values[i]);
        }
        out.writeEndObject();
    }

    private void value(ReportColumn column, @Nullable String value) throws IOException {
        if (value == null) {
            out.writeNull();
            return;
        }
        switch (column.kind()) {
            case EXACT_NUMBER, FLOAT -> number(value);
            case BOOLEAN -> out.writeBoolean(value.startsWith("t"));
            case JSON -> out.writeRawValue(value);
            case MOMENT, TEXT, OTHER -> out.writeString(value);
        }
    }

    private void number(String value) throws IOException {
        if (value.equals("NaN") || value.endsWith("Infinity")) {
            out.writeString(value);
        } else {
            out.writeNumber(value);
        }
    }

    @Override
    public void finish(ReportTotals totals) throws IOException {
        out.writeRaw('\n');
        out.writeEndArray();
        out.writeObjectFieldStart("totals");
        out.writeNumberField("rows", totals.rows());
        for (Map.Entry<String, String> sum : totals.sums().entrySet()) {
            out.writeFieldName(sum.getKey());
            out.writeNumber(sum.getValue());
        }
        out.writeEndObject();
        out.writeEndObject();
        out.writeRaw('\n');
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        out.close();
    }

    /** No blanks anywhere, and each row on a line of its own: a report can be compared line by line. */
    private static final class RowsOnLines extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;
        private boolean inRows;

        RowsOnLines() {
            super("");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
            super.writeArrayValueSeparator(generator);
            if (inRows) {
                generator.writeRaw('\n');
            }
        }
    }
}
