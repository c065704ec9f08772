package dev.daybook.publishreport;

import dev.daybook.postgres.name.SqlScanner;
import dev.daybook.task.Period;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report's query with its parameters: {@code :period} (text, {@code 2024-01-20}), {@code :period_start} and
 * {@code :period_end} (timestamptz; the end is the first moment after it), and those that it declares.
 *
 * @param sql the query as the driver takes it, a {@code ?} for each parameter
 * @param parameters the parameters, in that order
 */
record ReportStatement(String sql, List<Parameter> parameters) {

    private static final Pattern PARAMETER = Pattern.compile(":([a-z_][a-z0-9_]*)");
    private static final int ROWS_AT_ONCE = 2_000;

    /** What a place in the query stands for. */
    sealed interface Parameter {

        /** How the driver takes it. A string is sent as varchar, which has other operators than text. */
        default String sql() {
            return "?";
        }
    }

    /** A parameter of every report. */
    enum OfPeriod implements Parameter {
        PERIOD {
            @Override
            public String sql() {
                return "?::text";
            }
        },
        PERIOD_START,
        PERIOD_END
    }

    /**
     * A parameter that the report declares.
     *
     * @param parameter its declaration with its value
     */
    record Declared(ReportParameter parameter) implements Parameter {
        @Override
        public String sql() {
            return parameter.type() == ParameterType.TEXT ? "?::text" : "?";
        }
    }

    /**
     * Reads the query of a report.
     *
     * @throws StepFailure.Configuration when it names another parameter or holds more than one statement
     */
    static ReportStatement of(ReportDefinition report) {
        SqlScanner scanner = new SqlScanner();
        String text = report.sql();
        StringBuilder sql = new StringBuilder();
        List<Parameter> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(text);
        int copied = 0;
        int end = -1;
        for (int i = scanner.nextCode(text, 0); i < text.length(); i = scanner.nextCode(text, i + 1)) {
            char c = text.charAt(i);
            if (end >= 0 && !Character.isWhitespace(c)) {
                throw new StepFailure.Configuration(
                        "report " + report.name() + ": expected one statement, found more after the first semicolon");
            }
            if (c == ';' && end < 0) {
                end = i;
            } else if (c == '?') {
                // The driver's way to write an operator that holds a question mark.
                sql.append(text, copied, i).append("??");
                copied = i + 1;
            } else if (c == ':' && isParameter(text, i) && matcher.find(i) && matcher.start() == i) {
                Parameter parameter = parameter(report, matcher.group(1));
                parameters.add(parameter);
                sql.append(text, copied, i).append(parameter.sql());
                copied = matcher.end();
                i = matcher.end() - 1;
            }
        }
        sql.append(text, copied, end < 0 ? text.length() : end);
        return new ReportStatement(sql.toString(), List.copyOf(parameters));
    }

    /** Not the second half of a cast {@code ::date}, nor its first. */
    private static boolean isParameter(String text, int i) {
        return (i == 0 || text.charAt(i - 1) != ':') && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
    }

    private static Parameter parameter(ReportDefinition report, String name) {
        return switch (name) {
            case "period" -> OfPeriod.PERIOD;
            case "period_start" -> OfPeriod.PERIOD_START;
            case "period_end" -> OfPeriod.PERIOD_END;
            default ->
                report.parameters().stream()
                        .filter(parameter -> parameter.name().equals(name))
                        .findFirst()
                        .<Parameter>map(Declared::new)
                        .orElseThrow(() -> unknown(report, name));
        };
    }

    private static StepFailure unknown(ReportDefinition report, String name) {
        List<String> known = new ArrayList<>(List.of(":period", ":period_start", ":period_end"));
        report.parameters().forEach(parameter -> known.add(":" + parameter.name()));
        String last = known.removeLast();
        return new StepFailure.Configuration("report " + report.name() + ": expected the parameters "
                + String.join(", ", known) + " and " + last + ", found :" + EscapedText.of(name));
    }

    /** Prepares the query for a period; its rows come in portions, each value in the server's own text form. */
    PreparedStatement prepare(Connection connection, Period period) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(ROWS_AT_ONCE);
        // A statement that the driver may prepare on the server can get its values in binary form.
        statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(0);
        for (int i = 0; i < parameters.size(); i++) {
            switch (parameters.get(i)) {
                case OfPeriod.PERIOD -> statement.setString(i + 1, period.toString());
                case OfPeriod.PERIOD_START ->
                    statement.setObject(i + 1, OffsetDateTime.ofInstant(period.begin(), ZoneOffset.UTC));
                case OfPeriod.PERIOD_END ->
                    statement.setObject(i + 1, OffsetDateTime.ofInstant(period.end(), ZoneOffset.UTC));
                case Declared declared ->
                    statement.setObject(i + 1, declared.parameter().value());
            }
        }
        return statement;
    }
}
