/**
 * Loads sources whose data comes a period at a time into tables that hold the rows of all periods, in day partitions.
 */
package dev.daybook.loadpostgres.periods;
