/** Files that others may have put there: looked at, opened and read with care. */
package dev.daybook.task.file;
