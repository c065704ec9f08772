/** Reads the rows of a CSV file under its schema, batch by batch, and deals with rows that break it. */
package dev.daybook.extractcsv.rows;
