/** Command: a deterministic Northwind-shaped source database and CSV file. */
package dev.daybook.samplesources;
