/** Proposes a schema for a CSV file, with the evidence for each part of it. */
package dev.daybook.extractcsv.inspect;
