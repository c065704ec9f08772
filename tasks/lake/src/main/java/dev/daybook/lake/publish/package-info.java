/** Publishing: everything is staged, sealed and then put in place in one step. */
package dev.daybook.lake.publish;
