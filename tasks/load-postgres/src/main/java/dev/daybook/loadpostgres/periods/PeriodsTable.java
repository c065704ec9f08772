package dev.daybook.loadpostgres.periods;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.postgres.name.Identifier;
import dev.daybook.postgres.type.WarehouseType;
import dev.daybook.postgres.warehouse.WarehouseNames;
import dev.daybook.task.Period;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that make the table of a dataset's rows of all periods, and the partitions of its days. Pure: the same
 * table gives the same text.
 *
 * @param names the pipeline's schemas
 * @param table the dataset
 * @param types the warehouse's types of its columns, in order
 */
record PeriodsTable(WarehouseNames names, TableDefinition table, List<WarehouseType> types) {

    /** The first column: the first moment of the row's period. */
    static final String LOGICAL_DATE = "logical_date";

    private static final String CHECK_OF_DAY = "of_one_day";

    /** Copies the list. */
    PeriodsTable {
        types = List.copyOf(types);
    }

    /** The qualified, quoted name. */
    String name() {
        return Identifier.quote(names.periods(), table.target());
    }

    private static String partitionName(String target, LocalDate day) {
        return target + "_" + day.toString().replace('-', '_');
    }

    /** The qualified, quoted name of the partition of a day. */
    String partition(LocalDate day) {
        return partition(names, table.target(), day);
    }

    /** The same for the table of a name. */
    static String partition(WarehouseNames names, String target, LocalDate day) {
        return Identifier.quote(names.periods(), partitionName(target, day));
    }

    /** {@code CREATE TABLE} of all periods, which has no partition yet. */
    String create() {
        return "CREATE TABLE " + name() + columns() + " PARTITION BY RANGE (" + LOGICAL_DATE + ")";
    }

    /** {@code CREATE TABLE} of a table with the columns that the extract has, to be compared with what is there. */
    String createExample(String example) {
        return "CREATE TABLE " + Identifier.quote(names.periods(), example) + columns();
    }

    /**
     * No column is NOT NULL but the first: the extract has held the rows to that, and a column that vanishes has to stay
     * NULL in the periods to come.
     */
    private String columns() {
        List<String> columns = new ArrayList<>();
        columns.add(LOGICAL_DATE + " timestamptz NOT NULL");
        for (int i = 0; i < table.columns().size(); i++) {
            columns.add(column(i));
        }
        return " (" + String.join(", ", columns) + ")";
    }

    private String column(int index) {
        WarehouseType type = types.get(index);
        return Identifier.quote(table.columns().get(index).name()) + " " + type.sql()
                + type.collation().map(collation -> " COLLATE " + collation).orElse("");
    }

    /** {@code ALTER TABLE ... ADD COLUMN}, in all partitions. */
    String addColumn(String column) {
        List<String> names =
                table.columns().stream().map(ColumnDefinition::name).toList();
        return "ALTER TABLE " + name() + " ADD COLUMN " + column(names.indexOf(column));
    }

    /** {@code ALTER TABLE ... ALTER COLUMN ... TYPE}, in all partitions. */
    String widen(List<ColumnDifference> columns) {
        return "ALTER TABLE " + name() + " "
                + String.join(
                        ", ",
                        columns.stream()
                                .map(column ->
                                        "ALTER COLUMN " + Identifier.quote(column.name()) + " TYPE " + column.wanted())
                                .toList());
    }

    /**
     * {@code CREATE TABLE} of a table that stands alone and is to become the partition of a day. The CHECK says what the
     * partition's bounds will say, so that attaching it reads no row.
     */
    String createDay(String build, LocalDate day) {
        return "CREATE TABLE " + Identifier.quote(names.periods(), build) + " (LIKE " + name() + ", CONSTRAINT "
                + CHECK_OF_DAY + " CHECK (" + LOGICAL_DATE + " >= " + start(day) + " AND " + LOGICAL_DATE + " < "
                + start(day.plusDays(1)) + "))";
    }

    /** Makes a table that stands alone the partition of a day. No reader of the other days waits for it. */
    List<String> attachDay(String build, LocalDate day) {
        return List.of(
                "ALTER TABLE " + Identifier.quote(names.periods(), build) + " RENAME TO "
                        + Identifier.quote(partitionName(table.target(), day)),
                "ALTER TABLE " + name() + " ATTACH PARTITION " + partition(day) + " FOR VALUES FROM (" + start(day)
                        + ") TO (" + start(day.plusDays(1)) + ")",
                "ALTER TABLE " + partition(day) + " DROP CONSTRAINT " + CHECK_OF_DAY);
    }

    private static String start(LocalDate day) {
        return moment(Period.day(day));
    }

    /** The first moment of a period as a literal. */
    private static String moment(Period period) {
        return "'" + period.begin() + "'::timestamptz";
    }

    /** {@code DELETE} of the rows of a period. */
    String delete(Period period) {
        return "DELETE FROM " + partition(period.date()) + where(period);
    }

    /** {@code SELECT} of how many rows a period has. */
    String count(Period period) {
        return "SELECT count(*) FROM " + partition(period.date()) + where(period);
    }

    /** The condition that holds for the rows of a period. */
    static String where(Period period) {
        return " WHERE " + LOGICAL_DATE + " = " + moment(period);
    }

    /**
     * {@code COPY ... FROM STDIN}; the logical date comes last.
     *
     * @param target the qualified, quoted table that takes the rows
     * @param isNew whether the table is made in the same transaction, which FREEZE needs
     */
    String copy(String target, boolean binary, boolean isNew) {
        List<String> columns = new ArrayList<>(table.columns().stream()
                .map(column -> Identifier.quote(column.name()))
                .toList());
        columns.add(LOGICAL_DATE);
        return "COPY " + target + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT "
                + (binary ? "binary" : "text") + (isNew ? ", FREEZE" : "") + ")";
    }
}
