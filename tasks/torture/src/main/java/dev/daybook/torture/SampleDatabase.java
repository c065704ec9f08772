package dev.daybook.torture;

import java.util.ArrayList;
import java.util.List;

/**
 * A random database and how it changes from day to day. The server may refuse any of its statements; then the thing is
 * not part of the test.
 *
 * @param seed what it was drawn from
 * @param encoding of the source
 * @param sourceSettings of the source's database and role
 * @param warehouseSettings of the warehouse's
 * @param types schemas and user's types, one statement each
 * @param tables the tables
 * @param secondDay what happens before the second day is extracted
 * @param thirdDay what happens before an older day is extracted last
 */
record SampleDatabase(
        long seed,
        String encoding,
        List<Setting> sourceSettings,
        List<Setting> warehouseSettings,
        List<String> types,
        List<SampleTable> tables,
        List<String> secondDay,
        List<String> thirdDay) {

    /** Copies the lists. */
    SampleDatabase {
        sourceSettings = List.copyOf(sourceSettings);
        warehouseSettings = List.copyOf(warehouseSettings);
        types = List.copyOf(types);
        tables = List.copyOf(tables);
        secondDay = List.copyOf(secondDay);
        thirdDay = List.copyOf(thirdDay);
    }

    /** All statements of the first day: types, tables, rows, then what may need other tables. */
    List<String> firstDay() {
        List<String> statements = new ArrayList<>(types);
        tables.forEach(table -> statements.addAll(table.create()));
        tables.forEach(table -> statements.addAll(table.inserts()));
        tables.forEach(table -> statements.addAll(table.statements()));
        return statements;
    }

    /** With other tables. */
    SampleDatabase withTables(List<SampleTable> kept) {
        return new SampleDatabase(seed, encoding, sourceSettings, warehouseSettings, types, kept, secondDay, thirdDay);
    }

    /** With other settings. */
    SampleDatabase withSettings(List<Setting> source, List<Setting> warehouse) {
        return new SampleDatabase(seed, encoding, source, warehouse, types, tables, secondDay, thirdDay);
    }

    /** With other types. */
    SampleDatabase withTypes(List<String> kept) {
        return new SampleDatabase(seed, encoding, sourceSettings, warehouseSettings, kept, tables, secondDay, thirdDay);
    }

    /** With other changes. */
    SampleDatabase withChanges(List<String> second, List<String> third) {
        return new SampleDatabase(seed, encoding, sourceSettings, warehouseSettings, types, tables, second, third);
    }
}
