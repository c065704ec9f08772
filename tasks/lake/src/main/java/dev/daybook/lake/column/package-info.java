/** Rows in memory: a batch has one vector a column. */
package dev.daybook.lake.column;
