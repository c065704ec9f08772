/** Publishing: everything is staged, forced to disk and then put in place with one rename. */
package dev.daybook.lake.publish;
