package dev.daybook.postgres;

import java.sql.SQLException;

/** What an SQLSTATE means for a step: which kind of failure, and so which exit code. */
public final class SqlFailure {

    private SqlFailure() {}

    /**
     * The failure that an error of the server or of the connection stands for. Its message is one line: the place, the
     * server's own message, the SQLSTATE, and what to do where that is known. The server's DETAIL is left out, because
     * it quotes values.
     *
     * @param error what the driver threw
     * @param place what was worked on, for example {@code public.orders} or {@code localhost:5432/northwind}
     * @return a {@link dev.daybook.task.StepFailure}, or an {@link IllegalStateException} when the state stands for a
     *     bug (exit code 70)
     */
    public static RuntimeException of(SQLException error, String place) {
        throw new UnsupportedOperationException("filled in by the next commit");
    }
}
