package dev.daybook.extractpostgres;

import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.WriterSettings.Compression;
import dev.daybook.postgres.catalog.AllowedMissing;
import dev.daybook.postgres.catalog.Catalog;

/**
 * What a run of the step is asked for beyond what every step is.
 *
 * @param source the source's name in the lake
 * @param catalog which tables, under which names, with which types
 * @param allowedMissing what the newest earlier extract had and this one need not have
 * @param maxValueBytes the largest value that is accepted
 * @param misfits what happens when values do not fit the types of their columns
 * @param compression of the data files
 * @param connections the connections that read at the same time
 * @param replace whether a late extract may replace a closing one
 * @param takeOver whether it may replace a folder that Daybook did not make
 */
record ExtractOptions(
        SourceName source,
        Catalog catalog,
        AllowedMissing allowedMissing,
        long maxValueBytes,
        Misfits.Rule misfits,
        Compression compression,
        int connections,
        boolean replace,
        boolean takeOver) {}
