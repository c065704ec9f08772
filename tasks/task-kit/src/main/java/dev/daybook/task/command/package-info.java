/** The command line of a step's program, built on picocli; for steps, how options are read and depend on each other. */
package dev.daybook.task.command;
