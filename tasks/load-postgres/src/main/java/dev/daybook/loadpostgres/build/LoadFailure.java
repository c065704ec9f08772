package dev.daybook.loadpostgres.build;

import dev.daybook.loadpostgres.session.ServerMessage;
import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.task.StepFailure;
import java.sql.SQLException;

/** What the server says against a table, without the values it says it about: they may be personal data. */
public final class LoadFailure {

    private LoadFailure() {}

    /**
     * The failure of a statement on a table: bad data where the table's rows are refused, else what the SQLSTATE stands
     * for.
     *
     * @param doing the statement in words: {@code the primary key (order_id)}
     */
    public static RuntimeException of(SQLException error, LoadTable table, String doing) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        if (!state.startsWith("22") && !state.startsWith("23")) {
            return SqlFailure.of(error, table.place());
        }
        return new StepFailure.BadData(
                "the warehouse refuses " + table.place()
                        + ServerMessage.column(error).map(c -> ", column " + c).orElse("") + ", at " + doing + ": "
                        + ServerMessage.reason(error)
                        + " (SQLSTATE " + state + ")",
                error);
    }
}
