package dev.daybook.postgres.warehouse;

import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schema that a load has made, as {@code daybook.built_schemas} has it. The schema itself carries {@link #mark} as its
 * comment, which survives that it is renamed, dumped and restored. Only both together prove who made it.
 *
 * @param period the period it was made for
 * @param loadId the load that made it, 8 hexadecimal digits
 * @param tables the tables that the load was to make in it
 */
public record BuiltSchema(Period period, String loadId, List<String> tables) {

    private static final Pattern MARK = Pattern.compile("Made by Daybook: load ([0-9a-f]{8}) of .*");

    /** Copies the list. */
    public BuiltSchema {
        tables = List.copyOf(tables);
    }

    /** The comment of the schema. */
    public String mark(PipelineName pipeline) {
        return "Made by Daybook: load " + loadId + " of " + pipeline + " " + period;
    }

    /** The load that a schema's comment names, when it is a mark. */
    public static Optional<String> loadIdOf(String comment) {
        Matcher matcher = MARK.matcher(comment);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
