package dev.daybook.loadpostgres;

import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the server says against a table, without the values it says it about: they may be personal data. */
final class LoadFailure {

    private static final Pattern COPY_PLACE =
            Pattern.compile("COPY .*, line (\\d+)(?:, column ([^:]*))?.*", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]|\"\")*\"");

    private LoadFailure() {}

    /**
     * The failure of a statement on a table: bad data where the table's rows are refused, else what the SQLSTATE stands
     * for.
     *
     * @param doing the statement in words: {@code the primary key (order_id)}
     */
    static RuntimeException of(SQLException error, LoadTable table, String doing) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (!state.startsWith("22") && !state.startsWith("23")) {
            return SqlFailure.of(error, table.place());
        }
        return new StepFailure.BadData(
                "the warehouse refuses " + table.place()
                        + column(error).map(c -> ", column " + c).orElse("") + ", at " + doing + ": " + reason(error)
                        + " (SQLSTATE " + state + ")",
                error);
    }

    private static Optional<String> column(SQLException error) {
        Optional<ServerErrorMessage> message = serverMessage(error);
        Optional<String> named = message.map(ServerErrorMessage::getColumn);
        if (named.isPresent()) {
            return named.map(EscapedText::of);
        }
        return message.map(ServerErrorMessage::getWhere)
                .map(COPY_PLACE::matcher)
                .filter(Matcher::matches)
                .map(where -> where.group(2) == null
                        ? "line " + where.group(1)
                        : EscapedText.of(where.group(2)) + " in line " + where.group(1));
    }

    /** The server's message with everything quoted blanked, as it may quote values. */
    static String reason(SQLException error) {
        String message =
                serverMessage(error).map(ServerErrorMessage::getMessage).orElse(error.getMessage());
        return message == null
                ? "no message"
                : EscapedText.of(QUOTED.matcher(message).replaceAll("\"...\""));
    }

    /** The server's message with its names: for statements that hold no values. */
    static String message(SQLException error) {
        String message =
                serverMessage(error).map(ServerErrorMessage::getMessage).orElse(error.getMessage());
        return message == null ? "no message" : EscapedText.of(message);
    }

    /** The DETAIL of the server's message, in one line; it names dependants when a DROP is refused. */
    static Optional<String> detail(SQLException error) {
        return serverMessage(error)
                .map(ServerErrorMessage::getDetail)
                .map(detail -> EscapedText.of(detail.replace("\n", "; ")));
    }

    private static Optional<ServerErrorMessage> serverMessage(SQLException error) {
        return error instanceof PSQLException server
                ? Optional.ofNullable(server.getServerErrorMessage())
                : Optional.empty();
    }
}
