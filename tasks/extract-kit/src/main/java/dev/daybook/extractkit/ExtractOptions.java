package dev.daybook.extractkit;

import dev.daybook.lake.model.SourceName;
import dev.daybook.lake.model.WriterSettings.Compression;

/**
 * What every extract is asked for, beside what every step is.
 *
 * @param source the source's name in the lake
 * @param compression of the data files
 * @param allowedMissing what the newest earlier extract had and this one need not have
 * @param replace whether a late extract may replace a closing one
 * @param takeOver whether it may replace a folder that Daybook did not make
 */
public record ExtractOptions(
        SourceName source, Compression compression, AllowedMissing allowedMissing, boolean replace, boolean takeOver) {}
