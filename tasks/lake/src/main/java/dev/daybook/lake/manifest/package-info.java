/** The manifest as a file: read, checked against its sum and its signature. */
package dev.daybook.lake.manifest;
