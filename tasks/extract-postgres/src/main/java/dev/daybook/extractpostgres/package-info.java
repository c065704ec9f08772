/** Step: one consistent snapshot of every table of a PostgreSQL database. */
package dev.daybook.extractpostgres;
