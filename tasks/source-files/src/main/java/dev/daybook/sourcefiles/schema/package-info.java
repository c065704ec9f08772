/** What a file is declared to hold: fields with their types and constraints, and keys. */
package dev.daybook.sourcefiles.schema;
