/** The command line of a step's program, built on picocli. For {@code StepProgram} only. */
package dev.daybook.task.command;
