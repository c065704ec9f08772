/** Reading a published extract: no row is given before its file is verified. */
package dev.daybook.lake.read;
