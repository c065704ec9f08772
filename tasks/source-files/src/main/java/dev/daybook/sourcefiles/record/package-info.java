/** The fields of a record as ranges of bytes, and the encoding of those bytes. */
package dev.daybook.sourcefiles.record;
