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
 * {@code :period_end} (timestamptz; the end is the first moment after it).
 *
 * @param sql the query as the driver takes it, a {@code ?} for each parameter
 * @param parameters the parameters, in that order
 */
record ReportStatement(String sql, List<Parameter> parameters) {

    private static final Pattern PARAMETER = Pattern.compile(":([a-z_]+)");
    private static final int ROWS_AT_ONCE = 2_000;

    /** A parameter of every report. */
    enum Parameter {
        PERIOD,
        PERIOD_START,
        PERIOD_END
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
                // The driver sends a string as varchar.
                sql.append(text, copied, i).append(parameter == Parameter.PERIOD ? "?::text" : "?");
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
            case "period" -> Parameter.PERIOD;
            case "period_start" -> Parameter.PERIOD_START;
            case "period_end" -> Parameter.PERIOD_END;
            default ->
                throw new StepFailure.Configuration("report " + report.name()
                        + ": expected the parameters :period, :period_start and :period_end, found :"
                        + EscapedText.of(name));
        };
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
                case PERIOD -> statement.setString(i + 1, period.toString());
                case PERIOD_START ->
                    statement.setObject(i + 1, OffsetDateTime.ofInstant(period.begin(), ZoneOffset.UTC));
                case PERIOD_END -> statement.setObject(i + 1, OffsetDateTime.ofInstant(period.end(), ZoneOffset.UTC));
            }
        }
        return statement;
    }
}
