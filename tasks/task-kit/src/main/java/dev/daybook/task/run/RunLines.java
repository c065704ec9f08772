package dev.daybook.task.run;

import dev.daybook.task.Period;
import dev.daybook.task.log.LogFormat;
import dev.daybook.task.log.LogLines;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the log lines of a run look like.
 *
 * @param format text or JSON
 * @param facts what the receipt says of the run
 */
record RunLines(LogFormat format, Map<String, String> facts) {

    /** Lines of the whole run. */
    LogLines ofRun() {
        return new LogLines(format, shown());
    }

    /** Lines of the whole run, at its end in a period. */
    LogLines ofEnd(Period last) {
        Map<String, String> shown = shown();
        shown.put("period", last.toString());
        return new LogLines(format, shown);
    }

    /** Lines of a period among many. */
    LogLines of(Period period) {
        Map<String, String> shown = shown();
        shown.put("period", period.toString());
        shown.remove("through");
        return new LogLines(format, shown, period + ": ");
    }

    private Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>(facts);
        shown.remove("attempt");
        return shown;
    }
}
