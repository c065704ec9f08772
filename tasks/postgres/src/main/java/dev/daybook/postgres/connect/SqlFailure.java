package dev.daybook.postgres.connect;

import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What an SQLSTATE means for a step: which kind of failure, and so which exit code. The states are those of appendix A of
 * the PostgreSQL manual; class 08 also comes from the driver.
 */
public final class SqlFailure {

    private SqlFailure() {}

    /**
     * The failure that an error of the server or of the connection stands for. Its message is one line: the place, the
     * server's own message, the SQLSTATE, and what to do where that is known. The server's DETAIL is left out, because
     * it quotes values.
     *
     * @param error what the driver threw
     * @param place what was worked on, for example {@code public.orders} or {@code localhost:5432/northwind}
     * @return a {@link StepFailure}, or an {@link IllegalStateException} when the state stands for a bug (exit code 70)
     */
    public static RuntimeException of(SQLException error, String place) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        String message = message(error);
        String advice = advice(state);
        String line = EscapedText.of(place) + ": " + message + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")")
                + (advice.isEmpty() ? "" : "; " + advice);
        return switch (kindOf(state, message)) {
            case UNREACHABLE -> new StepFailure.Unreachable(line, error);
            case TEMPORARY -> new StepFailure.Temporary(line, error);
            case INPUT_OUTPUT -> new StepFailure.InputOutput(line, error);
            case BAD_DATA -> new StepFailure.BadData(line, error);
            case DENIED -> new StepFailure.Denied(line, error);
            case CONFIGURATION -> new StepFailure.Configuration(line, error);
            case BUG -> new IllegalStateException(line, error);
        };
    }

    private enum Kind {
        UNREACHABLE,
        TEMPORARY,
        INPUT_OUTPUT,
        BAD_DATA,
        DENIED,
        CONFIGURATION,
        BUG
    }

    private static Kind kindOf(String state, String message) {
        if (state.length() != 5) {
            return Kind.BUG;
        }
        return switch (state) {
            case "08001" -> Kind.UNREACHABLE;
            // Read-only transaction: a standby, or default_transaction_read_only.
            case "25006" -> Kind.CONFIGURATION;
            case "25P01", "25P02", "25P03", "25P04", "55P03", "55006", "72000" -> Kind.TEMPORARY;
            case "42501" -> Kind.DENIED;
            case "42P01", "42703", "42804" -> Kind.BAD_DATA;
            // Wrong kind of object; an object that does not exist; still depended on.
            case "42809", "42704", "2BP01" -> Kind.CONFIGURATION;
            case "53100", "53400" -> Kind.INPUT_OUTPUT;
            case "53200" -> Kind.CONFIGURATION;
            case "57P04" -> Kind.CONFIGURATION;
            // A row or field too large for COPY is reported as an internal error.
            case "XX000" -> message.startsWith("invalid memory alloc request size") ? Kind.BAD_DATA : Kind.BUG;
            default -> kindOfClass(state.substring(0, 2));
        };
    }

    private static Kind kindOfClass(String stateClass) {
        return switch (stateClass) {
            case "08", "40", "53", "57" -> Kind.TEMPORARY;
            case "21", "22", "23", "38", "39", "44", "54", "P0" -> Kind.BAD_DATA;
            case "28" -> Kind.DENIED;
            case "0A", "3D", "3F", "55", "F0", "HV" -> Kind.CONFIGURATION;
            case "58" -> Kind.INPUT_OUTPUT;
            default -> Kind.BUG;
        };
    }

    private static String advice(String state) {
        return switch (state) {
            case "53200" -> "raise max_locks_per_transaction on the server, or take fewer tables at once";
            case "42P01" -> "a table is also not found when USAGE on its schema is missing";
            case "25006" -> "the server is a standby, or default_transaction_read_only is on";
            case "53300" -> "the server has no connection left; use fewer workers";
            default -> "";
        };
    }

    /** The server's message in one line, with the place in a COPY but without its value; otherwise the driver's message. */
    static String message(SQLException error) {
        if (error instanceof PSQLException fromDriver && fromDriver.getServerErrorMessage() != null) {
            ServerErrorMessage server = fromDriver.getServerErrorMessage();
            return EscapedText.of(String.valueOf(server.getMessage())) + copyPlace(server.getWhere());
        }
        if (AnswerLimit.isLate(error)) {
            return "the server gave no answer in time, so the connection was given up";
        }
        return EscapedText.of(String.valueOf(error.getMessage()));
    }

    private static String copyPlace(@Nullable String where) {
        if (where == null || !where.startsWith("COPY ")) {
            return "";
        }
        String first = where.lines().findFirst().orElse("");
        int value = first.indexOf(": \"");
        return " [" + EscapedText.of(value < 0 ? first : first.substring(0, value)) + "]";
    }
}
