/** What must hold within definitions and between those of one extract, beyond what each value can be. */
package dev.daybook.lake.rule;
