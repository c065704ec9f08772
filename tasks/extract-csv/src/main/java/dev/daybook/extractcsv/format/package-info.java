/** Cuts bytes into the records and fields of a CSV dialect (RFC 4180), strictly. */
package dev.daybook.extractcsv.format;
