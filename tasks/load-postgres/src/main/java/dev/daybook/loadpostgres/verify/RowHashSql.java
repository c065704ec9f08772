package dev.daybook.loadpostgres.verify;

import dev.daybook.lake.model.ColumnDefinition;
import dev.daybook.lake.model.ColumnType;
import dev.daybook.lake.model.SourceType;
import dev.daybook.lake.model.TableDefinition;
import dev.daybook.postgres.name.Identifier;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The queries that hash rows in a server, the same on source and warehouse. A row's hash is MD5 over its values in the
 * text of their output functions, in UTF-8, as a composite value quotes them. MD5 is every server's and fast; it is here
 * to find accidents, not to withstand attacks. Pure: the same table gives the same text.
 *
 * @param columns the columns that are compared
 * @param from what follows FROM
 * @param changed a condition that holds for rows that are newer than the extract
 * @param position an expression that says where a row is
 */
record RowHashSql(List<ColumnDefinition> columns, String from, String changed, String position) {

    /** How many buckets a table is cut into: three hexadecimal digits of the hash. */
    static final int BUCKETS = 1 << 12;

    RowHashSql {
        columns = List.copyOf(columns);
    }

    /**
     * The table at the source.
     *
     * @param columns those that it still has
     */
    static RowHashSql ofSource(TableDefinition table, List<ColumnDefinition> columns, ExtractSnapshot snapshot) {
        String name = Identifier.quote(
                table.name().schema().orElseThrow(), table.name().name());
        return switch (table.kind()) {
            case TABLE -> new RowHashSql(columns, "ONLY " + name, snapshot.isNewer("xmin"), "ctid::text");
            case PARTITIONED_TABLE ->
                new RowHashSql(
                        columns, name, snapshot.isNewer("xmin"), "tableoid::regclass::text || ' ' || ctid::text");
            // A view's rows never belonged to the snapshot, and have no place and no transaction.
            case VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE, CSV, FILE ->
                new RowHashSql(columns, name, "true", "'somewhere'::text");
        };
    }

    /** The table of the day. */
    static RowHashSql ofWarehouse(String schema, TableDefinition table, List<ColumnDefinition> columns) {
        return new RowHashSql(columns, Identifier.quote(schema, table.target()), "false", "ctid::text");
    }

    /** One row: the number of rows, and two sums over the halves of their hashes, which no order changes. */
    String totals() {
        return "SELECT " + SUMS + " FROM (" + hashes() + ") rows";
    }

    /** One row for each bucket that has rows: its number, then as {@link #totals}. */
    String buckets() {
        return "SELECT " + BUCKET + ", " + SUMS + " FROM (" + hashes() + ") rows GROUP BY 1 ORDER BY 1";
    }

    /** The rows of some buckets in the order of their hashes: hash, whether newer than the extract, position. */
    String rows(List<Integer> buckets) {
        String some = buckets.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String where = buckets.size() == BUCKETS ? "" : " WHERE " + BUCKET + " IN (" + some + ")";
        return "SELECT h, changed, position FROM (" + hashes() + ") rows" + where + " ORDER BY h COLLATE \"C\"";
    }

    private static final String BUCKET = "('x' || left(h, 3))::bit(12)::int";

    private static final String SUMS = "count(*), coalesce(sum(('x' || left(h, 16))::bit(64)::bigint::numeric), 0),"
            + " coalesce(sum(('x' || right(h, 16))::bit(64)::bigint::numeric), 0)";

    private String hashes() {
        String values = columns.stream().map(RowHashSql::text).collect(Collectors.joining(", "));
        return "SELECT md5(convert_to(ROW(" + values + ")::text, 'UTF8')) AS h, " + changed + " AS changed, " + position
                + " AS position FROM " + from;
    }

    /** {@code ::text} is not the output function for every type; {@code format('%s')} is. */
    private static String text(ColumnDefinition column) {
        String name = Identifier.quote(column.name());
        return "CASE WHEN " + name + " IS DISTINCT FROM NULL THEN format('%s', " + comparable(column, name) + ") END";
    }

    /** A decimal that was declared gave its values zeros that the source does not show. */
    private static String comparable(ColumnDefinition column, String name) {
        if (column.type() instanceof ColumnType.Decimal decimal && isDeclared(column.sourceType(), decimal)) {
            return "trim_scale(" + name + ")";
        }
        if (column.type() instanceof ColumnType.ListOf(ColumnType.Decimal decimal)
                && isDeclared(column.sourceType(), decimal)) {
            return "ARRAY(SELECT trim_scale(e) FROM unnest(" + name + ") WITH ORDINALITY u (e, place) ORDER BY place)";
        }
        return name;
    }

    private static boolean isDeclared(SourceType type, ColumnType.Decimal decimal) {
        SourceType stored = type;
        while (stored.base().isPresent()) {
            stored = stored.base().get();
        }
        return !stored.formatted().equals("numeric(" + decimal.precision() + "," + decimal.scale() + ")");
    }
}
