package dev.daybook.extractcsv.inspect;

import dev.daybook.extractcsv.schema.DateTimeFormat;
import dev.daybook.extractcsv.schema.FieldType;
import dev.daybook.extractcsv.schema.FieldType.Whole.Width;
import dev.daybook.extractcsv.schema.NumberFormat;
import dev.daybook.extractcsv.schema.ZoneRule;
import dev.daybook.extractcsv.value.ValueReader;
import dev.daybook.lake.column.ColumnVector;
import dev.daybook.task.text.EscapedText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A type that a column may have, held against every value by the reader that a run would use, until one value is not of
 * that type.
 */
final class CandidateType {

    private static final Set<String> TRUE_WORDS = new LinkedHashSet<>(List.of("true", "True", "TRUE"));
    private static final Set<String> FALSE_WORDS = new LinkedHashSet<>(List.of("false", "False", "FALSE"));

    private final String name;
    private final FieldType type;
    private final ColumnVector scratch;
    private final ValueReader reader;
    private Optional<String> counterExample = Optional.empty();
    private long counterLine;

    private CandidateType(String name, FieldType type) {
        this.name = name;
        this.type = type;
        this.scratch = ColumnVector.of(type.columnType(), 1);
        this.reader = ValueReader.of(type, scratch);
    }

    /** All candidates, narrow ones first; text, which every column can be, is not among them. */
    static List<CandidateType> all() {
        return List.of(
                new CandidateType("boolean", new FieldType.Bool(TRUE_WORDS, FALSE_WORDS)),
                new CandidateType("smallint", new FieldType.Whole(Width.SMALLINT, NumberFormat.PLAIN)),
                new CandidateType("integer", new FieldType.Whole(Width.INTEGER, NumberFormat.PLAIN)),
                new CandidateType("bigint", new FieldType.Whole(Width.BIGINT, NumberFormat.PLAIN)),
                new CandidateType("numeric", new FieldType.Numeric(NumberFormat.PLAIN)),
                new CandidateType("double precision", new FieldType.Floating(true, NumberFormat.PLAIN)),
                new CandidateType("date", new FieldType.Date(DateTimeFormat.ISO_DATE)),
                new CandidateType(
                        "timestamp", new FieldType.Timestamp(DateTimeFormat.ISO_DATE_TIME, new ZoneRule.None())),
                new CandidateType(
                        "timestamptz", new FieldType.Timestamp(DateTimeFormat.ISO_DATE_TIME, new ZoneRule.Required())),
                new CandidateType("time", new FieldType.Time(DateTimeFormat.ISO_TIME)),
                new CandidateType("uuid", new FieldType.Uuid()));
    }

    /** Holds the type against a value. */
    void test(byte[] bytes, int start, int length, long line) {
        if (counterExample.isPresent()) {
            return;
        }
        String problem = reader.read(bytes, start, length);
        if (problem == null) {
            scratch.clear();
            return;
        }
        counterLine = line;
        String value = new String(bytes, start, Math.min(length, 200), StandardCharsets.UTF_8);
        counterExample = Optional.of("line " + line + " has '" + EscapedText.of(value) + "'"
                + (problem.isEmpty() ? "" : " (" + problem + ")"));
    }

    /** Its name in PostgreSQL. */
    String name() {
        return name;
    }

    /** Whether no value has spoken against it. */
    boolean isPossible() {
        return counterExample.isEmpty();
    }

    /** The first value that is not of this type. */
    Optional<String> counterExample() {
        return counterExample;
    }

    /** The line of the first value that is not of this type; 0 without one. */
    long counterLine() {
        return counterLine;
    }

    /** Whether values of this type measure something, so that no column of it is a key. */
    boolean isNumberOfMeasure() {
        return type instanceof FieldType.Numeric
                || type instanceof FieldType.Floating
                || type instanceof FieldType.Bool;
    }
}
