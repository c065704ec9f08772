/**
 * The schemas of a pipeline in the warehouse: who made one and what it holds, how it gets a staging name and is dropped, who may
 * read it. Nothing is dropped or renamed that a load did not make, unless the user says so.
 */
package dev.daybook.loadpostgres.schema;
