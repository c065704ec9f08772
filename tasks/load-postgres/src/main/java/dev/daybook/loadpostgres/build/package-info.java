/**
 * Makes the tables of a period in a schema of their own, beside the period's, where nobody looks yet: types and collations,
 * rows, keys, checks, indexes, foreign keys. {@link dev.daybook.loadpostgres.ddl} prints the statements.
 */
package dev.daybook.loadpostgres.build;
