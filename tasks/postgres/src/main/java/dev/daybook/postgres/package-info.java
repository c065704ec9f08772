/** Connections, catalog, type mapping and the COPY BINARY codec. */
package dev.daybook.postgres;
