/** The step contract: what a step is asked, what it is given, and how it ends. */
package dev.daybook.task;
