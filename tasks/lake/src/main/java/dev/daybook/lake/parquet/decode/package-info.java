/** Pages into vectors. Whatever a page says is checked before it is believed. */
package dev.daybook.lake.parquet.decode;
