package dev.daybook.task.command;

import dev.daybook.task.Period;
import dev.daybook.task.log.LogLines;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of a command that can work for many periods, one after the other. */
final class ThroughOptions implements OptionRules {

    private static final String THROUGH = "--through";
    private static final int MOST_PERIODS = 10_000;

    private final PeriodOptions common;
    private final Instant now;

    @Option(
            names = THROUGH,
            paramLabel = "PERIOD",
            description = "the last of many periods: work for each from --date to this one, in their order")
    private @Nullable Period last;

    /** @param common have the first period */
    ThroughOptions(PeriodOptions common, Instant now) {
        this.common = common;
        this.now = now;
    }

    @Override
    public List<Problem> problems() {
        if (last == null || common.period().isEmpty()) {
            return List.of();
        }
        return problem(common.period().get(), last)
                .map(text -> List.of(new Problem(THROUGH, text)))
                .orElse(List.of());
    }

    private Optional<String> problem(Period first, Period last) {
        String found = ", found '" + last + "'";
        if (first.length() != last.length()) {
            return Optional.of("expected a period as long as --date " + first + found);
        }
        long count = first.countThrough(last);
        if (count < 1) {
            return Optional.of("expected a period not before --date " + first + found);
        }
        if (count > MOST_PERIODS) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "expected at most %,d periods from --date %s on%s, which is %,d",
                    MOST_PERIODS,
                    first,
                    found,
                    count));
        }
        return last.begin().isAfter(now)
                ? Optional.of(
                        "expected a period that has begun in UTC" + found + ", and now is " + LogLines.seconds(now))
                : Optional.empty();
    }

    /** The last period, when it is given. */
    Optional<Period> last() {
        return Optional.ofNullable(last);
    }
}
