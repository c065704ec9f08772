package dev.daybook.task.run;

import dev.daybook.task.StepResult;
import dev.daybook.task.log.JsonLine;
import dev.daybook.task.text.EscapedText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run leaves on stdout: one line of compact JSON of at most 4 KB. What could be long is shortened: the message,
 * the details, the texts of warnings (their number stays).
 *
 * @param facts step, pipeline, period, run id, attempt, as far as known
 * @param outcome how it ended
 * @param duration from start to end
 * @param warnings what was warned of, oldest first
 */
record Receipt(Map<String, String> facts, Outcome outcome, Duration duration, List<String> warnings) {

    /** The whole line, in bytes, with its newline. */
    static final int LONGEST = 4096;

    private static final int LONGEST_MESSAGE = 1500;
    private static final int LONGEST_DETAILS = 1000;

    /** The line, without a newline. */
    String json() {
        List<String> texts = new ArrayList<>();
        String receipt = json(texts);
        for (String warning : warnings) {
            texts.add(shortened(EscapedText.whole(warning), LONGEST_MESSAGE));
            String longer = json(texts);
            if (bytes(longer) >= LONGEST) {
                break;
            }
            receipt = longer;
        }
        return receipt;
    }

    private void addFacts(JsonLine json) {
        facts.forEach((name, value) -> {
            if (name.equals("attempt")) {
                json.field(name, Long.parseLong(value));
            } else {
                json.field(name, value);
            }
        });
    }

    private String json(List<String> texts) {
        JsonLine json = new JsonLine();
        addFacts(json);
        json.field("status", outcome.status());
        switch (outcome) {
            case Outcome.Succeeded succeeded -> addResult(json, succeeded.result());
            case Outcome.SucceededForAll succeeded -> addSums(json, succeeded.sums());
            case Outcome.Checked _ -> {}
            case Outcome.Failed failed -> {
                json.field("kind", failed.kind().label());
                json.field("exit_code", failed.exitCode());
                String message = String.join("; ", failed.problems());
                json.field("message", shortened(EscapedText.whole(message), LONGEST_MESSAGE));
                failed.before().ifPresent(sums -> addSums(json, sums));
            }
        }
        json.field(
                "seconds",
                BigDecimal.valueOf(duration.toMillis()).divide(BigDecimal.valueOf(1000), 3, RoundingMode.HALF_UP));
        json.field("warnings", warnings.size());
        if (!texts.isEmpty()) {
            json.field("warning_texts", texts);
        }
        return json.text();
    }

    private static void addResult(JsonLine json, StepResult result) {
        result.asOf().ifPresent(asOf -> {
            json.field("as_of", asOf.time().toString());
            json.field("as_of_kind", asOf.kind().name().toLowerCase(Locale.ROOT));
        });
        addTotals(json, result.totals());
        int left = LONGEST_DETAILS;
        for (Map.Entry<String, String> detail : result.details().entrySet()) {
            String value = EscapedText.whole(detail.getValue());
            left -= bytes(detail.getKey()) + bytes(value);
            if (left > 0) {
                json.field(detail.getKey(), value);
            }
        }
    }

    private static void addSums(JsonLine json, PeriodSums sums) {
        json.field("periods", sums.periods());
        addTotals(json, sums.totals());
    }

    private static void addTotals(JsonLine json, StepResult.Totals totals) {
        json.field("datasets", totals.datasets());
        json.field("rows", totals.rows());
        json.field("bytes", totals.bytes());
    }

    /** Cut so that its JSON form, quotes and all, has at most this many bytes. */
    private static String shortened(String text, int longest) {
        if (bytes(quoted(text)) <= longest) {
            return text;
        }
        int end = Math.min(text.length(), longest);
        while (bytes(quoted(text.substring(0, end) + "...")) > longest) {
            end -= Math.max(1, end / 50);
        }
        boolean cutsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, cutsPair ? end - 1 : end) + "...";
    }

    private static String quoted(String text) {
        return new JsonLine().field("", text).text();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
