package dev.daybook.lake.json;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.lake.model.WarehouseName;
import dev.daybook.task.text.EscapedText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold within a table's definition for PostgreSQL to be able to have such a table. */
final class TableRules {

    private final String place;
    private final TableDefinition table;
    private final Set<String> columns = new HashSet<>();

    private TableRules(String place, TableDefinition table) {
        this.place = place;
        this.table = table;
    }

    /** @param place the table's place in the manifest: {@code datasets[0].table} */
    static void verify(String place, TableDefinition table) throws JsonFault {
        new TableRules(place, table).verify();
    }

    private void verify() throws JsonFault {
        requireName(place + ".target", table.target());
        if (table.columns().size() > WarehouseName.MOST_COLUMNS) {
            throw new JsonFault(place + ".columns: expected at most " + WarehouseName.MOST_COLUMNS + ", found "
                    + table.columns().size());
        }
        for (int i = 0; i < table.columns().size(); i++) {
            verifyColumn(place + ".columns[" + i + "]", table.columns().get(i));
        }
        if (table.primaryKey().isPresent()) {
            verifyKey(place + ".primary_key", table.primaryKey().get().columns());
        }
        for (int i = 0; i < table.uniqueKeys().size(); i++) {
            verifyKey(
                    place + ".unique_keys[" + i + "]", table.uniqueKeys().get(i).columns());
        }
        for (int i = 0; i < table.foreignKeys().size(); i++) {
            verifyForeignKey(
                    place + ".foreign_keys[" + i + "]", table.foreignKeys().get(i));
        }
    }

    private void verifyColumn(String where, ColumnDefinition column) throws JsonFault {
        String name = column.name();
        requireName(where + ".name", name);
        if (WarehouseName.isSystemColumn(name)) {
            throw new JsonFault(where + ".name: expected a name that PostgreSQL leaves free, found '" + name
                    + "', which every table has already");
        }
        if (!columns.add(name)) {
            throw new JsonFault(where + ".name: the column '" + EscapedText.of(name) + "' is there twice");
        }
        SourceTypeRules.verify(where + ".source_type", column.sourceType(), column.type());
    }

    private void verifyKey(String where, List<String> key) throws JsonFault {
        requireOwnColumns(where, key);
        if (new HashSet<>(key).size() < key.size()) {
            throw new JsonFault(where + ".columns: expected each column once, found one twice");
        }
    }

    private void verifyForeignKey(String where, TableDefinition.ForeignKey key) throws JsonFault {
        requireOwnColumns(where, key.columns());
        if (key.columns().size() != key.referencedColumns().size()) {
            throw new JsonFault(where + ".referenced_columns: expected as many as columns, "
                    + key.columns().size() + ", found "
                    + key.referencedColumns().size());
        }
        for (int i = 0; i < key.referencedColumns().size(); i++) {
            requireName(
                    where + ".referenced_columns[" + i + "]",
                    key.referencedColumns().get(i));
        }
    }

    private void requireOwnColumns(String where, List<String> key) throws JsonFault {
        if (key.isEmpty()) {
            throw new JsonFault(where + ".columns: expected at least one, found none");
        }
        for (int i = 0; i < key.size(); i++) {
            if (!columns.contains(key.get(i))) {
                throw new JsonFault(where + ".columns[" + i + "]: expected a column of the table, found '"
                        + EscapedText.of(key.get(i)) + "'");
            }
        }
    }

    /** Requires a name that PostgreSQL takes as it stands. */
    static void requireName(String where, String name) throws JsonFault {
        int bytes = WarehouseName.bytes(name);
        if (bytes == 0 || bytes > WarehouseName.LONGEST_BYTES) {
            throw new JsonFault(where + ": expected a name of 1 to " + WarehouseName.LONGEST_BYTES + " bytes, found "
                    + bytes + (bytes == 0 ? "" : ": '" + EscapedText.of(name) + "'"));
        }
    }
}
