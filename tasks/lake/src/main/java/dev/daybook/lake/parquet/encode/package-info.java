/** Vectors into pages: one encoder a physical type, with dictionaries where they pay. */
package dev.daybook.lake.parquet.encode;
