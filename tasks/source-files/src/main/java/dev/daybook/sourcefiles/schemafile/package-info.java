/** Schema files as strict JSON, property by property, with all that is wrong told at once. */
package dev.daybook.sourcefiles.schemafile;
