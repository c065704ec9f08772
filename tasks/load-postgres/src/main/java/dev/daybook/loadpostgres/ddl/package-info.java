/**
 * The one place where SQL that makes things is built from what a manifest says. No text of a manifest goes into a
 * statement as it stands: names are quoted, types are looked up, and the definitions of checks, indexes and foreign keys
 * are parsed and printed anew from their parts.
 */
package dev.daybook.loadpostgres.ddl;
