/**
 * What all parts of the load need: sessions in the warehouse, statements, what the server says against them, and the lock
 * that one period is worked on by one process. Knows nothing of extracts, schemas or views.
 */
package dev.daybook.loadpostgres.session;
