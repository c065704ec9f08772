/** Turns the text of fields into values of column vectors, exactly or not at all. */
package dev.daybook.sourcefiles.value;
