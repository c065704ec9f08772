/** The log: one fact a line on stderr, as text or JSON, beside a progress bar. For {@code StepProgram} only. */
package dev.daybook.task.log;
