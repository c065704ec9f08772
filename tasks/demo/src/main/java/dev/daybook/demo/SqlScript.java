package dev.daybook.demo;

import dev.daybook.postgres.name.SqlScanner;
import dev.daybook.task.StepFailure;
import dev.daybook.task.text.EscapedText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Runs a dump of plain SQL, as {@code pg_dump} writes it, without psql: statement by statement, COPY data included. What
 * only concerns roles that a demo does not have is left out. Not safe for use by more than one thread.
 */
final class SqlScript {

    private static final Pattern COPY = Pattern.compile("(?is)COPY\\s.*\\sFROM\\s+STDIN\\b.*");
    private static final Map<String, Pattern> LEFT_OUT = Map.of(
            "owners", Pattern.compile("(?is)ALTER\\s.*\\sOWNER\\s+TO\\s.*"),
            "grants", Pattern.compile("(?is)(GRANT|REVOKE)\\s.*|ALTER\\s+DEFAULT\\s+PRIVILEGES\\s.*"),
            "settings of other server versions",
                    Pattern.compile("(?is)SET\\s+(default_with_oids|transaction_timeout)\\b.*"));
    private static final Pattern META_COMMAND_WITHOUT_EFFECT = Pattern.compile("\\\\(un)?restrict\\b.*|\\\\echo\\b.*");

    private final Path path;
    private final SqlScanner scanner = new SqlScanner();
    private final StringBuilder statement = new StringBuilder();
    private final Map<String, Integer> leftOut = new LinkedHashMap<>();
    private int line;
    private int firstLine;
    private boolean holdsCode;

    SqlScript(Path path) {
        this.path = path;
    }

    /**
     * Runs the dump.
     *
     * @param connection in autocommit mode
     * @return what was left out, one line each
     * @throws StepFailure.BadData when a statement fails; names its first line
     */
    List<String> run(Connection connection) {
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (!holdsCode && !scanner.isOpen() && text.startsWith("\\")) {
                    metaCommand(text);
                } else {
                    runStatements(connection, reader, text + "\n");
                }
            }
            if (holdsCode || scanner.isOpen()) {
                throw new StepFailure.BadData(path + ", line " + firstLine + ": expected a semicolon at the end of the"
                        + " statement, found the end of the file");
            }
        } catch (IOException e) {
            throw new StepFailure.BadData(path + ", line " + (line + 1) + ": cannot be read as UTF-8 text", e);
        }
        List<String> lines = new ArrayList<>();
        leftOut.forEach((what, count) -> lines.add(Screen.count(count, "statement") + " left out: " + what));
        return lines;
    }

    private void metaCommand(String text) {
        if (!META_COMMAND_WITHOUT_EFFECT.matcher(text).matches()) {
            throw new StepFailure.BadData(path + ", line " + line + ": expected SQL, found the psql command "
                    + EscapedText.of(text) + "; write the dump of one database with pg_dump, without --create");
        }
    }

    /** Adds a line to the statement, and runs each statement that ends in it. */
    private void runStatements(Connection connection, BufferedReader reader, String text) throws IOException {
        int begin = 0;
        for (int i = scanner.nextCode(text, 0); i < text.length(); i = scanner.nextCode(text, i + 1)) {
            char c = text.charAt(i);
            if (c == ';') {
                statement.append(text, begin, i);
                runStatement(connection, reader);
                begin = i + 1;
            } else if (!Character.isWhitespace(c) && !holdsCode) {
                holdsCode = true;
                firstLine = line;
                begin = i; // comments before it are not of it
                statement.setLength(0);
            }
        }
        statement.append(text, begin, text.length());
    }

    private void runStatement(Connection connection, BufferedReader reader) throws IOException {
        String sql = statement.toString();
        statement.setLength(0);
        if (!holdsCode) {
            return;
        }
        holdsCode = false;
        for (Map.Entry<String, Pattern> kind : LEFT_OUT.entrySet()) {
            if (kind.getValue().matcher(sql).matches()) {
                leftOut.merge(kind.getKey(), 1, Integer::sum);
                return;
            }
        }
        try {
            if (COPY.matcher(sql).matches()) {
                copy(connection, sql, reader);
            } else {
                try (Statement executed = connection.createStatement()) {
                    executed.setEscapeProcessing(false);
                    executed.execute(sql);
                }
            }
        } catch (SQLException e) {
            throw new StepFailure.BadData(
                    path + ", line " + firstLine + ": " + EscapedText.of(String.valueOf(e.getMessage())), e);
        }
    }

    /** The data of a COPY: the lines after it, to one that is only a backslash and a full stop. */
    private void copy(Connection connection, String sql, BufferedReader reader) throws SQLException, IOException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (text.equals("\\.")) {
                    copy.endCopy();
                    return;
                }
                byte[] row = (text + "\n").getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(row, 0, row.length);
            }
            throw new StepFailure.BadData(path + ", line " + firstLine
                    + ": expected a line '\\.' at the end of COPY's data, found the end of the file");
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
