package dev.daybook.extractcsv.inspect;

import dev.daybook.lake.column.ColumnVector;
import dev.daybook.sourcefiles.value.ValueReader;
import dev.daybook.task.text.EscapedText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A type that a column may have, held against every value by the reader that a run would use, until one value is not of
 * that type.
 */
final class CandidateType {

    private final ProposedType type;
    private final ColumnVector scratch;
    private final ValueReader reader;
    private Optional<String> counterExample = Optional.empty();
    private long counterLine;

    CandidateType(ProposedType type) {
        this.type = type;
        this.scratch = ColumnVector.of(type.fieldType().columnType(), 1);
        this.reader = ValueReader.of(type.fieldType(), scratch);
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

    /** The type. */
    ProposedType type() {
        return type;
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
}
