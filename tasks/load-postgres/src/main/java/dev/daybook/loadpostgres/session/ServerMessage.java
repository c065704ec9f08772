package dev.daybook.loadpostgres.session;

import dev.daybook.task.text.EscapedText;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the server says against a statement, as it may be shown. */
public final class ServerMessage {

    private static final Pattern COPY_PLACE =
            Pattern.compile("COPY .*, line (\\d+)(?:, column ([^:]*))?.*", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]|\"\")*\"");

    private ServerMessage() {}

    /** The column, or the line of the COPY, that the server names. */
    public static Optional<String> column(SQLException error) {
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
    public static String reason(SQLException error) {
        String message =
                serverMessage(error).map(ServerErrorMessage::getMessage).orElse(error.getMessage());
        return message == null
                ? "no message"
                : EscapedText.of(QUOTED.matcher(message).replaceAll("\"...\""));
    }

    /** The server's message with its names: for statements that hold no values. */
    public static String message(SQLException error) {
        String message =
                serverMessage(error).map(ServerErrorMessage::getMessage).orElse(error.getMessage());
        return message == null ? "no message" : EscapedText.of(message);
    }

    /** The server's message and behind it, where there is one, its DETAIL, which names dependants when a DROP is refused. */
    public static String messageWithDetail(SQLException error) {
        return message(error) + detail(error).map(detail -> ": " + detail).orElse("");
    }

    /** The DETAIL of the server's message, in one line. */
    private static Optional<String> detail(SQLException error) {
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
