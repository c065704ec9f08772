package dev.daybook.publishreport;

import dev.daybook.postgres.connect.AnswerLimit;
import dev.daybook.postgres.connect.SqlFailure;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A report's rows on their way into its table, in the text format of COPY. */
final class TableOutput implements ReportOutput {

    private static final Logger LOG = LoggerFactory.getLogger(TableOutput.class);
    private static final int CHARACTERS_AT_ONCE = 1 << 15;

    private final CopyIn copy;
    private final Connection connection;
    private final AnswerLimit answers;
    private final String table;
    private final String period;
    private final StringBuilder lines = new StringBuilder();

    /**
     * @param copy a COPY into a column for the period and then the columns of the report
     * @param connection the connection of that COPY
     * @param answers how long its end may take
     * @param table the table, for messages
     * @param period the value of the first column
     */
    TableOutput(CopyIn copy, Connection connection, AnswerLimit answers, String table, String period) {
        this.copy = copy;
        this.connection = connection;
        this.answers = answers;
        this.table = table;
        this.period = period;
    }

    @Override
    public void row(String[] values) {
        lines.append(period);
        for (String value : values) {
            lines.append('\t');
            append(value);
        }
        lines.append('\n');
        if (lines.length() >= CHARACTERS_AT_ONCE) {
            send();
        }
    }

    private void append(String value) {
        if (value == null) {
            lines.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> lines.append("\\\\");
                case '\t' -> lines.append("\\t");
                case '\n' -> lines.append("\\n");
                case '\r' -> lines.append("\\r");
                default -> lines.append(c);
            }
        }
    }

    private void send() {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        lines.setLength(0);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException e) {
            throw SqlFailure.of(e, table);
        }
    }

    @Override
    public void finish(ReportTotals totals) {
        send();
        try {
            answers.on(connection, _ -> copy.endCopy());
        } catch (SQLException e) {
            throw SqlFailure.of(e, table);
        }
    }

    /** Gives up a COPY that was not finished, and with it the transaction. */
    @Override
    public void close() {
        if (copy.isActive()) {
            try {
                copy.cancelCopy();
            } catch (SQLException e) {
                LOG.debug("the COPY was not cancelled", e);
            }
        }
    }
}
