package dev.daybook.samplesources;

import dev.daybook.postgres.connect.SqlFailure;
import dev.daybook.task.StepFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Puts the shop's tables into a database, in place of those that were there, in one transaction. */
final class SourceDatabase {

    private final Connection connection;

    /** @param connection a connection of its own; the tables go to the schema {@code public} */
    SourceDatabase(Connection connection) {
        this.connection = connection;
    }

    /**
     * Replaces the tables.
     *
     * @return the rows of all tables
     * @throws StepFailure of the kind that the server's error belongs to; the tables are then what they were
     */
    long replaceTables(List<ShopTable> tables) {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL search_path = public, pg_catalog");
            for (ShopTable table : tables.reversed()) {
                statement.execute("DROP TABLE IF EXISTS " + table.name());
            }
            long rows = 0;
            for (ShopTable table : tables) {
                statement.execute(table.createStatement());
                rows += copyRows(table);
                statement.execute(table.primaryKeyStatement());
            }
            for (ShopForeignKey foreignKey : ShopForeignKey.ALL) {
                statement.execute(foreignKey.statement());
            }
            connection.commit();
            return rows;
        } catch (SQLException e) {
            throw SqlFailure.of(e, "replacing the sample tables");
        } catch (IOException e) {
            throw new StepFailure.Temporary("the connection broke while the sample tables were written; run again", e);
        }
    }

    private long copyRows(ShopTable table) throws SQLException, IOException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (OutputStream out =
                new BufferedOutputStream(new PGCopyOutputStream(postgres, table.copyStatement()), 1 << 16)) {
            CopyText copy = new CopyText(out);
            table.rows().writeTo(copy);
            return copy.rows();
        }
    }
}
