/**
 * Puts what was built in place: the schema of the period and the ledger in one short transaction, then the views, in one
 * moment or in groups, past the readers that hold them.
 */
package dev.daybook.loadpostgres.switchover;
