/** What every extract shares: its source, its options, and the one way from a source into the lake. */
package dev.daybook.extractkit;
