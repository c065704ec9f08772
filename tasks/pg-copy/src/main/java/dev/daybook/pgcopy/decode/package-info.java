/** COPY BINARY into batches: rows are found in blocks of bytes, then each column is decoded in a loop of its own. */
package dev.daybook.pgcopy.decode;
