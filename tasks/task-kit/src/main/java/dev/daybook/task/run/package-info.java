/** One run of a program: arguments in, a receipt and an exit code out, and the signals between them. */
package dev.daybook.task.run;
