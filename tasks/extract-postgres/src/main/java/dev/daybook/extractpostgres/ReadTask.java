package dev.daybook.extractpostgres;

import dev.daybook.postgres.catalog.SourceTable;

/**
 * One COPY: a table, a leaf of a partitioned table, or a range of the pages of either.
 *
 * @param dataset whose rows it reads
 * @param statement the COPY statement
 * @param pages the 8 KiB pages it reads, to start with the largest
 */
record ReadTask(SourceTable dataset, String statement, long pages) {}
