/** What pages are made of, both ways: bytes, levels, runs and compression. */
package dev.daybook.lake.parquet.page;
