/** Finds rows with the same key in bounded memory. */
package dev.daybook.sourcefiles.key;
