/**
 * Compares the tables of a period with what they were loaded from: with the manifests' counts, with the files in the lake, or
 * with the source as it is now.
 */
package dev.daybook.loadpostgres.verify;
