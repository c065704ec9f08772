package dev.daybook.publishreport;

import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import dev.daybook.task.text.NearMiss;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that somebody gives to a parameter, {@code top=3}.
 *
 * @param name the parameter's name
 * @param value the value as it was given
 */
record ParameterAssignment(String name, String value) {

    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9_]*)=(.*)", Pattern.DOTALL);

    /** @throws IllegalArgumentException when the text is no assignment */
    static ParameterAssignment parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a parameter and its value, such as top=5");
        }
        return new ParameterAssignment(matcher.group(1), matcher.group(2));
    }

    /**
     * Sets the parameters of reports. A value goes to each report that declares its name.
     *
     * @throws StepFailure.Usage when no report declares a name, a name is given twice or a value is of another type
     */
    static List<ReportDefinition> set(List<ReportDefinition> reports, List<ParameterAssignment> assignments) {
        List<String> problems = new ArrayList<>();
        requireDeclared(reports, assignments, problems);
        List<ReportDefinition> set = reports.stream()
                .map(report -> report.withParameters(report.parameters().stream()
                        .map(parameter -> set(report, parameter, assignments, problems))
                        .toList()))
                .toList();
        if (!problems.isEmpty()) {
            throw new StepFailure.Usage(problems);
        }
        return set;
    }

    private static void requireDeclared(
            List<ReportDefinition> reports, List<ParameterAssignment> assignments, List<String> problems) {
        Set<String> declared = new TreeSet<>();
        reports.forEach(report -> report.parameters().forEach(parameter -> declared.add(parameter.name())));
        Set<String> seen = new HashSet<>();
        for (ParameterAssignment assignment : assignments) {
            if (!declared.contains(assignment.name)) {
                String among = declared.isEmpty()
                        ? "no value, as no report declares a parameter"
                        : "one of the reports' parameters " + String.join(", ", declared);
                problems.add("--param: expected " + among + ", found '" + EscapedText.of(assignment.name) + "'"
                        + NearMiss.of(assignment.name, declared)
                                .map(near -> ", did you mean " + near + "?")
                                .orElse(""));
            } else if (!seen.add(assignment.name)) {
                problems.add("--param: expected one value for " + assignment.name + ", found several");
            }
        }
    }

    private static ReportParameter set(
            ReportDefinition report,
            ReportParameter parameter,
            List<ParameterAssignment> assignments,
            List<String> problems) {
        Optional<ParameterAssignment> given = assignments.stream()
                .filter(assignment -> assignment.name.equals(parameter.name()))
                .findFirst();
        if (given.isEmpty()) {
            return parameter;
        }
        try {
            return new ReportParameter(
                    parameter.name(), parameter.type(), parameter.type().read(given.get().value));
        } catch (IllegalArgumentException e) {
            problems.add("--param " + parameter.name() + ": " + e.getMessage() + " for report " + report.name()
                    + ", found '" + EscapedText.of(given.get().value) + "'");
            return parameter;
        }
    }
}
