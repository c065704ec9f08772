/** How far a step is, as a bar, as lines or as JSON. For {@code StepProgram} only. */
package dev.daybook.task.progress;
