package dev.daybook.extractpostgres;

import dev.daybook.postgres.catalog.SourceTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Cuts the tables into COPY statements, the largest first, so that the last connection does not work alone for long. */
final class ReadPlan {

    /** Below 128 MiB of pages a table is read in one piece. */
    static final long SMALLEST_SPLIT = 16_384;

    private static final long LARGEST_RANGE = 65_536;
    private static final String SIZES = "SELECT oid::pg_catalog.int8,"
            + " pg_catalog.pg_relation_size(oid) / pg_catalog.current_setting('block_size')::pg_catalog.int8"
            + " FROM pg_catalog.pg_class WHERE relkind IN ('r', 'm') AND oid::pg_catalog.int8 = ANY (?)";

    private final Map<Long, Long> pages;
    private final int connections;
    private final long smallestSplit;

    private ReadPlan(Map<Long, Long> pages, int connections, long smallestSplit) {
        this.pages = pages;
        this.connections = connections;
        this.smallestSplit = smallestSplit;
    }

    /**
     * The tasks for some tables.
     *
     * @param reader a connection that holds locks on all of them, so that asking for their size waits for nobody
     * @param connections how many read at the same time
     * @param smallestSplit the pages from which on a table is cut, {@link #SMALLEST_SPLIT} but for tests
     */
    static List<ReadTask> of(List<SourceTable> tables, Connection reader, int connections, long smallestSplit)
            throws SQLException {
        ReadPlan plan = new ReadPlan(sizes(tables, reader), connections, smallestSplit);
        return tables.stream()
                .flatMap(plan::tasks)
                .sorted(Comparator.comparingLong(ReadTask::pages).reversed())
                .toList();
    }

    private static Map<Long, Long> sizes(List<SourceTable> tables, Connection reader) throws SQLException {
        Object[] oids = tables.stream()
                .flatMap(ReadPlan::parts)
                .filter(SourceTable::lockable)
                .map(SourceTable::oid)
                .toArray();
        Map<Long, Long> sizes = new HashMap<>();
        try (PreparedStatement statement = reader.prepareStatement(SIZES)) {
            statement.setArray(1, reader.createArrayOf("int8", oids));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sizes.put(row.getLong(1), row.getLong(2));
                }
            }
        }
        return sizes;
    }

    /** The tables that hold the rows; a partitioned table without leaves holds none. */
    private static Stream<SourceTable> parts(SourceTable table) {
        return table.leaves().isEmpty() ? Stream.of(table) : table.leaves().stream();
    }

    private Stream<ReadTask> tasks(SourceTable table) {
        return parts(table).flatMap(part -> tasks(table, part).stream());
    }

    private List<ReadTask> tasks(SourceTable table, SourceTable part) {
        long size = pages.getOrDefault(part.oid(), part.pages());
        if (!part.splittable() || size < smallestSplit || connections == 1 && size <= LARGEST_RANGE) {
            return List.of(new ReadTask(table, part.copyStatement(), size));
        }
        int ranges = (int) Math.max(connections, (size + LARGEST_RANGE - 1) / LARGEST_RANGE);
        List<ReadTask> tasks = new ArrayList<>();
        for (int i = 0; i < ranges; i++) {
            long from = size * i / ranges;
            long to = size * (i + 1) / ranges;
            tasks.add(new ReadTask(table, part.copyStatement(condition(from, to, i == ranges - 1)), to - from));
        }
        return tasks;
    }

    /** The last range is open: the table may have grown since its size was asked for, though not in our snapshot. */
    private static String condition(long from, long to, boolean last) {
        String begin = "ctid >= '(" + from + ",0)'::pg_catalog.tid";
        return last ? begin : begin + " AND ctid < '(" + to + ",0)'::pg_catalog.tid";
    }
}
