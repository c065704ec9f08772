package dev.daybook.extractpostgres;

import dev.daybook.postgres.connect.SqlFailure;
import java.sql.SQLException;

/** The server could not give text of a table as UTF-8. Caught by {@link ExtractAttempt}, which looks for the place. */
final class UnreadableTable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SQLException error;
    private final String place;

    UnreadableTable(SQLException error, String place) {
        super(error);
        this.error = error;
        this.place = place;
    }

    /** The failure where the place is not found. */
    RuntimeException failure() {
        return SqlFailure.of(error, place);
    }
}
