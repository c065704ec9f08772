/** Reads Frictionless Table Schemas, and the resources around them together with a reader of the format. */
package dev.daybook.sourcefiles.frictionless;
