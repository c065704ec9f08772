/** Statements that are too long for the class that runs them. */
package dev.daybook.postgres.sql;
