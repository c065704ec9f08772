/** The seam between an extract and the format of its data files. */
package dev.daybook.lake.part;
