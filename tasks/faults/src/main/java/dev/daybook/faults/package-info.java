/**
 * The fault campaign: it drives the steps' jars as anybody would, disturbs them, and judges what they leave with code of its
 * own. It knows the formats that are published (manifest, day schemas, ledger), and no class of a step.
 */
package dev.daybook.faults;
