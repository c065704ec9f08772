/**
 * What an extract says of itself, as values: names, columns, types, tables, manifests and their places below the lake's
 * root. Nothing here reads or writes a file.
 */
package dev.daybook.lake.model;
