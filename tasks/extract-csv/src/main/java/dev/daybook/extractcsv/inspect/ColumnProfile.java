package dev.daybook.extractcsv.inspect;

import dev.daybook.sourcefiles.record.FieldRanges;
import dev.daybook.sourcefiles.record.Utf8;
import dev.daybook.task.text.EscapedText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all values of one column say about its type. */
final class ColumnProfile {

    private static final int MOST_PRECISION = 38;
    private static final int SHOWN_VALUE = 40;

    private final String name;
    private final List<CandidateType> candidates =
            Stream.of(ProposedType.values()).map(CandidateType::new).toList();
    private long values;
    private long nulls;
    private long emptyTexts;
    private int longest;
    private int wholeDigits;
    private int fractionDigits;
    private @Nullable BigDecimal smallest;
    private @Nullable BigDecimal largest;
    private String first = "";
    private String last = "";

    ColumnProfile(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Takes the column's field of a record. */
    void add(FieldRanges fields, int index, long line) {
        byte[] bytes = fields.bytes(index);
        int start = fields.start(index);
        int length = fields.length(index);
        if (length == 0) {
            nulls += fields.isQuoted(index) ? 0 : 1;
            emptyTexts += fields.isQuoted(index) ? 1 : 0;
            return;
        }
        values++;
        longest = Math.max(longest, Utf8.characters(bytes, start, length));
        candidates.forEach(candidate -> candidate.test(bytes, start, length, line));
        String text = new String(bytes, start, Math.min(length, SHOWN_VALUE), StandardCharsets.UTF_8);
        if (candidate(ProposedType.NUMERIC).isPossible()) {
            addNumber(new BigDecimal(new String(bytes, start, length, StandardCharsets.UTF_8)));
        }
        first = values == 1 || text.compareTo(first) < 0 ? text : first;
        last = values == 1 || text.compareTo(last) > 0 ? text : last;
    }

    private void addNumber(BigDecimal number) {
        smallest = smallest == null ? number : smallest.min(number);
        largest = largest == null ? number : largest.max(number);
        BigDecimal shortest = number.stripTrailingZeros();
        fractionDigits = Math.max(fractionDigits, shortest.scale());
        wholeDigits = Math.max(wholeDigits, shortest.precision() - shortest.scale());
    }

    private CandidateType candidate(ProposedType type) {
        return candidates.get(type.ordinal());
    }

    /** The narrowest type that every value has; empty for text. */
    Optional<ProposedType> type() {
        return values == 0
                ? Optional.empty()
                : candidates.stream()
                        .filter(CandidateType::isPossible)
                        .findFirst()
                        .map(CandidateType::type);
    }

    /** The PostgreSQL type to propose. */
    String sqlType() {
        return type().map(type -> type == ProposedType.NUMERIC && isBounded()
                        ? "numeric(" + precision() + "," + fractionDigits + ")"
                        : type.sqlName())
                .orElse("text");
    }

    /** Whether all numbers are whole ones that {@code numeric(p,0)} holds. */
    boolean isWhole() {
        return isBounded() && fractionDigits == 0;
    }

    private boolean isBounded() {
        return precision() <= MOST_PRECISION;
    }

    private int precision() {
        return Math.max(1, wholeDigits + fractionDigits);
    }

    /** Whether the column could be a part of a key: no value is missing, and it is no measure. */
    boolean mayBeKey() {
        return nulls == 0
                && emptyTexts == 0
                && values > 0
                && type().map(type -> !type.isMeasure()).orElse(true);
    }

    /** One line that says why the type is proposed. */
    String evidence() {
        StringBuilder line =
                new StringBuilder(EscapedText.of(name)).append(": ").append(sqlType());
        line.append("; ").append(values).append(values == 1 ? " value, " : " values, ");
        line.append(nulls).append(" NULL");
        if (emptyTexts > 0) {
            line.append(", ").append(emptyTexts).append(" empty text");
        }
        if (values > 0) {
            line.append(range());
        }
        return line.append(reason()).toString();
    }

    private String range() {
        boolean isNumber = candidate(ProposedType.NUMERIC).isPossible();
        String from = isNumber && smallest != null ? smallest.toPlainString() : first;
        String to = isNumber && largest != null ? largest.toPlainString() : last;
        return ", '" + EscapedText.of(from) + "' to '" + EscapedText.of(to) + "', longest " + longest;
    }

    private String reason() {
        if (values == 0) {
            return "; no value to go by";
        }
        return type().map(this::reason).orElseGet(() -> notA(nearest()));
    }

    private String reason(ProposedType type) {
        return switch (type) {
            case INTEGER -> notA(ProposedType.SMALLINT);
            case BIGINT -> notA(ProposedType.INTEGER);
            case NUMERIC -> notA(ProposedType.BIGINT) + "; as many digits as were seen, leave room for more";
            case DOUBLE_PRECISION -> notA(ProposedType.NUMERIC);
            case TIMESTAMP, TIMESTAMPTZ -> notA(ProposedType.DATE);
            case BOOLEAN, SMALLINT, DATE, TIME, UUID -> "";
        };
    }

    /** What a text looks most like: the type whose counter-example comes last; among equals one of those that say why. */
    private ProposedType nearest() {
        return candidates.stream()
                .reduce((one, other) -> likeness(other) > likeness(one) ? other : one)
                .map(CandidateType::type)
                .orElseThrow();
    }

    private static long likeness(CandidateType candidate) {
        return candidate.counterLine() * 2
                + (candidate.counterExample().orElse("").endsWith(")") ? 1 : 0);
    }

    private String notA(ProposedType type) {
        return candidate(type)
                .counterExample()
                .map(example -> "; not " + type.sqlName() + ": " + example)
                .orElse("");
    }
}
