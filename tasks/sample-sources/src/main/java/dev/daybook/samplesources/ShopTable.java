package dev.daybook.samplesources;

import java.io.IOException;
import java.util.List;

/**
 * A table of the shop.
 *
 * @param name its name, which needs no quotes
 * @param columns its columns as {@code CREATE TABLE} takes them, one a string
 * @param primaryKey the columns of its primary key, separated by commas
 * @param rows its rows
 */
record ShopTable(String name, List<String> columns, String primaryKey, Rows rows) {

    /** The rows of a table: written again, in the same order, at each call. */
    interface Rows {
        void writeTo(CopyText copy) throws IOException;
    }

    /** The statement that makes the table. */
    String createStatement() {
        return "CREATE TABLE " + name + " (\n    " + String.join(",\n    ", columns) + "\n)";
    }

    /** The statement that adds the primary key. */
    String primaryKeyStatement() {
        return "ALTER TABLE ONLY " + name + " ADD CONSTRAINT pk_" + name + " PRIMARY KEY (" + primaryKey + ")";
    }

    /** The statement that the rows belong to. */
    String copyStatement() {
        return "COPY " + name + " FROM stdin";
    }
}
