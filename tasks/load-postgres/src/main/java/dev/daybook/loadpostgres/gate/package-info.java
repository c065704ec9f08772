/**
 * Before any work: the extracts of all sources of a period are found and looked at, and compared with what was loaded
 * before. What passes is an {@link dev.daybook.loadpostgres.gate.Extracts}, which all later parts work with.
 */
package dev.daybook.loadpostgres.gate;
