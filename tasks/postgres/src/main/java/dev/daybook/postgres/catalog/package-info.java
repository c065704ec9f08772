/** The source's catalog: which tables are selected, what they are made of, and what they are called in the warehouse. */
package dev.daybook.postgres.catalog;
