package dev.daybook.samplesources;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The shop's tables as a script for {@code psql}, which replaces them in one transaction. */
final class SqlDump {

    private final Shop shop;
    private long rows;

    SqlDump(Shop shop) {
        this.shop = shop;
    }

    /** Writes the script. */
    void writeTo(OutputStream out) throws IOException {
        List<ShopTable> tables = shop.tables();
        write(out, "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\nBEGIN;\n");
        for (ShopTable table : tables.reversed()) {
            write(out, "DROP TABLE IF EXISTS " + table.name() + ";\n");
        }
        for (ShopTable table : tables) {
            write(out, "\n" + table.createStatement() + ";\n" + table.copyStatement() + ";\n");
            CopyText copy = new CopyText(out);
            table.rows().writeTo(copy);
            rows += copy.rows();
            write(out, "\\.\n" + table.primaryKeyStatement() + ";\n");
        }
        write(out, "\n");
        for (ShopForeignKey foreignKey : ShopForeignKey.ALL) {
            write(out, foreignKey.statement() + ";\n");
        }
        write(out, "COMMIT;\n");
    }

    /** The rows written so far. */
    long rows() {
        return rows;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
