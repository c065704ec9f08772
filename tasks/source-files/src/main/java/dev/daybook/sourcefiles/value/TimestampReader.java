package dev.daybook.sourcefiles.value;

import dev.daybook.lake.column.LongVector;
import dev.daybook.sourcefiles.schema.FieldType;
import dev.daybook.sourcefiles.schema.ZoneRule;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads dates with a time of day, under the zone rule of their column. */
final class TimestampReader implements ValueReader {

    private static final long MICROSECONDS_A_DAY = 86_400_000_000L;
    private static final long MICROSECONDS = 1_000_000;

    private final ZoneRule rule;
    private final DateTimeText text;
    private final LongVector target;

    TimestampReader(FieldType.Timestamp type, LongVector target) {
        this.rule = type.zone();
        this.text = new DateTimeText(type.format());
        this.target = target;
    }

    @Override
    public @Nullable String read(byte[] bytes, int start, int length) {
        String problem = text.take(bytes, start, length);
        if (problem != null) {
            return problem;
        }
        Optional<ZoneOffset> offset = text.offset();
        return switch (rule) {
            case ZoneRule.None _ ->
                offset.isPresent() ? "the zone rule is: no offset; for instants declare timestamptz" : add(0);
            case ZoneRule.Required _ ->
                offset.isPresent()
                        ? add(offset.get().getTotalSeconds())
                        : "the zone rule is: Z or an offset such as +01:00 is required; for local times declare"
                                + " timestamp, or their zone in daybook:zone";
            case ZoneRule.Local local ->
                offset.isPresent() ? add(offset.get().getTotalSeconds()) : addLocal(local.zone());
        };
    }

    private @Nullable String add(int offsetSeconds) {
        target.add(localMicroseconds() - offsetSeconds * MICROSECONDS);
        return null;
    }

    private @Nullable String addLocal(ZoneId zone) {
        LocalDateTime local = LocalDateTime.of(
                LocalDate.ofEpochDay(text.epochDay()), LocalTime.ofNanoOfDay(text.microsecondOfDay() * 1000));
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return switch (offsets.size()) {
            case 0 -> "the zone rule is: local time in " + zone + ", where clocks skipped this time";
            case 1 -> add(offsets.getFirst().getTotalSeconds());
            default ->
                "the zone rule is: local time in " + zone + ", where this time came twice; write its offset, "
                        + offsets.get(0) + " or " + offsets.get(1);
        };
    }

    private long localMicroseconds() {
        return text.epochDay() * MICROSECONDS_A_DAY + text.microsecondOfDay();
    }
}
