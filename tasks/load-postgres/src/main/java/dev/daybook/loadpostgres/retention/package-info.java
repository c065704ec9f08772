/**
 * Drops what nobody needs any more: schemas that dead loads left, those that were replaced, and the oldest periods.
 */
package dev.daybook.loadpostgres.retention;
