/** Batches into COPY BINARY, or into COPY text where a type has only a text form. */
package dev.daybook.pgcopy.encode;
