/** What a step's module needs to test its program: one run of it, and the contract that every step keeps. */
package dev.daybook.task.testing;
