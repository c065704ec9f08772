package dev.daybook.publishreport;

import dev.daybook.task.text.EscapedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment that a report's file begins with:
 *
 * <pre>{@code
 * -- title: Orders with their details
 * -- columns: order_id, product_id, quantity,
 * --     gross
 * -- order key: gross desc, order_id, product_id
 * -- totals: gross
 * -- param: top integer 5
 * }</pre>
 *
 * <p>A line that is indented by more than one blank goes on with the one before. A bare {@code --}, or the first line that
 * is no comment, ends the heading. A report of one row at most needs no order key.
 */
final class ReportHeading {

    private static final String TITLE = "title";
    private static final String COLUMNS = "columns";
    private static final String ORDER_KEY = "order key";
    private static final String TOTALS = "totals";
    private static final String PARAMETER = "param";
    private static final List<String> KEYS = List.of(TITLE, COLUMNS, ORDER_KEY, TOTALS, PARAMETER);
    private static final Pattern ENTRY = Pattern.compile("([^:]*):(.*)");

    private final Map<String, String> entries = new LinkedHashMap<>();
    private final Map<String, Integer> parameterLines = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ReportHeading() {}

    /**
     * Reads the heading of a report.
     *
     * @param name the report's name
     * @param sql the text of its file
     * @param problems receives what is wrong with it, one line each, without the file's name
     */
    static ReportDefinition read(String name, String sql, List<String> problems) {
        ReportHeading heading = new ReportHeading();
        heading.readEntries(sql);
        List<String> columns = heading.names(COLUMNS);
        List<KeyColumn> orderKey = heading.orderKey(columns);
        List<String> totals = heading.names(TOTALS);
        List<ReportParameter> parameters = heading.parameters();
        heading.requireEntries();
        heading.requireAmong(
                columns, ORDER_KEY, orderKey.stream().map(KeyColumn::name).toList());
        heading.requireAmong(columns, TOTALS, totals);
        problems.addAll(heading.problems);
        String title = heading.entries.getOrDefault(TITLE, "");
        return new ReportDefinition(name, title, columns, orderKey, totals, parameters, sql);
    }

    private void readEntries(String sql) {
        Optional<String> last = Optional.empty();
        int number = 0;
        for (String line : sql.lines().toList()) {
            number++;
            if (!line.startsWith("--") || line.strip().equals("--")) {
                return;
            }
            String text = line.substring(2);
            if (text.startsWith("  ") && last.isPresent()) {
                entries.merge(last.get(), text.strip(), (before, more) -> before + " " + more);
            } else {
                last = readEntry(number, text.strip());
            }
        }
    }

    private Optional<String> readEntry(int number, String text) {
        Matcher matcher = ENTRY.matcher(text);
        String key = matcher.matches() ? matcher.group(1).strip() : text;
        if (!KEYS.contains(key) || !matcher.matches()) {
            problems.add("line " + number + ": expected '-- title:', '-- columns:', '-- order key:', '-- totals:',"
                    + " '-- param:' or a bare '--' that ends the heading, found '-- " + EscapedText.of(text) + "'");
            return Optional.empty();
        }
        if (key.equals(PARAMETER)) {
            key = PARAMETER + " " + number;
            parameterLines.put(key, number);
        }
        if (entries.putIfAbsent(key, matcher.group(2).strip()) != null) {
            problems.add("line " + number + ": '" + key + "' stands twice");
        }
        return Optional.of(key);
    }

    private List<ReportParameter> parameters() {
        List<ReportParameter> parameters = new ArrayList<>();
        parameterLines.forEach((key, line) -> {
            try {
                ReportParameter parameter = ReportParameter.parse(entries.getOrDefault(key, ""));
                if (parameters.stream().anyMatch(other -> other.name().equals(parameter.name()))) {
                    problems.add("line " + line + ": parameter " + parameter.name() + " stands twice");
                }
                parameters.add(parameter);
            } catch (IllegalArgumentException e) {
                problems.add("line " + line + ": " + e.getMessage());
            }
        });
        return parameters;
    }

    private void requireEntries() {
        for (String key : List.of(TITLE, COLUMNS, ORDER_KEY)) {
            String missing = key.equals(ORDER_KEY) ? "none" : "";
            if (entries.getOrDefault(key, missing).isEmpty()) {
                problems.add("expected a line '-- " + key + ": ...' in the comment that begins the file, found none");
            }
        }
    }

    private List<String> names(String key) {
        List<String> names = parts(key);
        requireOnce(key, names);
        return names;
    }

    private List<KeyColumn> orderKey(List<String> columns) {
        List<KeyColumn> key = parts(ORDER_KEY).stream()
                .map(text -> KeyColumn.read(text, columns))
                .toList();
        requireOnce(ORDER_KEY, key.stream().map(KeyColumn::name).toList());
        return key;
    }

    private List<String> parts(String key) {
        String value = entries.getOrDefault(key, "");
        return value.isEmpty()
                ? List.of()
                : Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    private void requireOnce(String key, List<String> names) {
        HashSet<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty()) {
                problems.add("'" + key + "' has an empty name between two commas");
            } else if (!seen.add(name)) {
                problems.add("'" + key + "' names " + EscapedText.of(name) + " twice");
            }
        }
    }

    private void requireAmong(List<String> columns, String key, List<String> names) {
        for (String name : names) {
            if (!name.isEmpty() && !columns.contains(name)) {
                problems.add("'" + key + "' names " + EscapedText.of(name) + ", which is not among 'columns'");
            }
        }
    }
}
