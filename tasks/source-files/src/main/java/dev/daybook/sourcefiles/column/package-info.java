/** Reads the fields of a record as the values of their columns. */
package dev.daybook.sourcefiles.column;
