/**
 * What the steps that work with a warehouse agree on: the names of its schemas, and the tables of the schema
 * {@code daybook} that say what is loaded and what has run.
 */
package dev.daybook.postgres.warehouse;
