package dev.daybook.publishreport;

import dev.daybook.task.PipelineName;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pipeline that reports read.
 *
 * @param pipeline the pipeline
 * @param latest whether its newest period that does not end after the report's is read, and not the report's own
 * @param parts the parts of the period that must be loaded; empty: all that a load of the period brings
 */
record ReadPipeline(PipelineName pipeline, boolean latest, List<String> parts) {

    private static final Pattern FORM =
            Pattern.compile("([a-z][a-z0-9_]*)(:latest)?(?:/([a-z][a-z0-9_]*(?:,[a-z][a-z0-9_]*)*))?");

    /** Copies the list. */
    ReadPipeline {
        parts = List.copyOf(parts);
    }

    /** What is read of a pipeline when nothing is said: the report's own period. */
    static ReadPipeline of(PipelineName pipeline) {
        return new ReadPipeline(pipeline, false, List.of());
    }

    /**
     * Reads {@code NAME[:latest][/PART,..]}.
     *
     * @throws IllegalArgumentException when the text is none
     */
    static ReadPipeline parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a pipeline, such as shop, shop:latest or shop/orders");
        }
        List<String> parts = matcher.group(3) == null
                ? List.of()
                : Arrays.asList(matcher.group(3).split(","));
        return new ReadPipeline(new PipelineName(matcher.group(1)), matcher.group(2) != null, parts);
    }
}
