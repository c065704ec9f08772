/** Manifests and table definitions as JSON. What is read is checked in structure and in meaning. */
package dev.daybook.lake.json;
