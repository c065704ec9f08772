/** The lake, as steps use it: begin a publication, find an extract, look at the newest one. */
package dev.daybook.lake;
