/**
 * Schema files as strict JSON, property by property, with all that is wrong told at once. Messages name {@code --schema},
 * which every extract with schema files has.
 */
package dev.daybook.sourcefiles.schemafile;
