package dev.daybook.postgres.warehouse;

import dev.daybook.lake.model.WarehouseName;
import dev.daybook.task.Period;
import dev.daybook.task.PipelineName;
import dev.daybook.task.StepFailure;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a pipeline's schemas in its warehouse. All of them are lower case and short enough for PostgreSQL: a
 * pipeline's name has at most 31 bytes, so the longest name has 57.
 *
 * @param pipeline the pipeline
 */
public record WarehouseNames(PipelineName pipeline) {

    /** The schema of the ledger, the history and the step log. */
    public static final String DAYBOOK = "daybook";

    /** The most bytes that PostgreSQL keeps of a name; it cuts what is longer with no more than a notice. */
    public static final int LONGEST_NAME = WarehouseName.LONGEST_BYTES;

    private static final String REPORTS = "_reports";
    private static final Set<String> TAKEN = Set.of(DAYBOOK, "public", "information_schema");
    private static final Pattern ENDS_LIKE_A_DAY = Pattern.compile(".*_\\d{4}_\\d{2}_\\d{2}(_\\d{2})?");
    private static final Pattern BUILD_ID = Pattern.compile("[0-9a-f]{8}");

    /**
     * Checks that the pipeline's schemas cannot be taken for another's.
     *
     * @throws IllegalArgumentException when the name is that of another schema, or ends like the schema of a day or that
     *     of report tables
     */
    public WarehouseNames {
        String name = pipeline.value();
        if (TAKEN.contains(name) || name.startsWith("pg_")) {
            throw new IllegalArgumentException("a pipeline that is loaded cannot be called '" + name
                    + "': the warehouse has a schema of that name for" + " something else; take another name");
        }
        if (ENDS_LIKE_A_DAY.matcher(name).matches()) {
            throw new IllegalArgumentException("a pipeline that is loaded cannot be called '" + name
                    + "': its schema would look like the schema of a day; take a name that does not end in a date");
        }
        if (name.endsWith(REPORTS)) {
            throw new IllegalArgumentException("a pipeline that is loaded cannot be called '" + name
                    + "': its schema would be that of another pipeline's report tables; take a name that does not end in "
                    + REPORTS);
        }
    }

    /**
     * The names, for a pipeline that a user has named.
     *
     * @throws StepFailure.Configuration as {@link #WarehouseNames} says
     */
    public static WarehouseNames of(PipelineName pipeline) {
        try {
            return new WarehouseNames(pipeline);
        } catch (IllegalArgumentException e) {
            throw new StepFailure.Configuration(String.valueOf(e.getMessage()));
        }
    }

    /** The schema of the views and of the enum and domain types: the pipeline's own name. */
    public String stable() {
        return pipeline.value();
    }

    /** The schema of the tables that hold the rows of all periods: {@code northwind_periods}. */
    public String periods() {
        return pipeline.value() + "_periods";
    }

    /** The schema that holds a period's tables: {@code northwind_2024_01_20}, {@code northwind_2024_01_20_07}. */
    public String day(Period period) {
        return pipeline.value() + "_" + period.toString().replace('-', '_').replace('T', '_');
    }

    /** The schema of the tables of reports: {@code northwind_reports}. */
    public String reports() {
        return pipeline.value() + REPORTS;
    }

    /**
     * A schema beside that of the period, for tables that are not yet, or no longer, the period's:
     * {@code northwind_2024_01_20__3f9c2a71}.
     *
     * @param id 8 hexadecimal digits
     */
    public String staging(Period period, String id) {
        if (!BUILD_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("expected 8 hexadecimal digits, found '" + id + "'");
        }
        return day(period) + "__" + id;
    }

    /** The period whose schema, in place or {@link #staging}, has this name; empty for every other schema. */
    public Optional<Period> periodOf(String schema) {
        Matcher matcher = Pattern.compile(
                        Pattern.quote(pipeline.value()) + "_(\\d{4})_(\\d{2})_(\\d{2})(?:_(\\d{2}))?(?:__[0-9a-f]{8})?")
                .matcher(schema);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String day = matcher.group(1) + "-" + matcher.group(2) + "-" + matcher.group(3);
        try {
            return Optional.of(Period.parse(matcher.group(4) == null ? day : day + "T" + matcher.group(4)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // 2024_02_30: a schema of somebody else
        }
    }

    /** Whether a schema's name is one that {@link #staging} gives for this pipeline. */
    public boolean isStaging(String schema) {
        return schema.matches(".*__[0-9a-f]{8}") && periodOf(schema).isPresent();
    }
}
