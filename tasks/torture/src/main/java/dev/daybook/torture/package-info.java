/** Random databases through the steps' own jars; source and warehouse are compared in SQL that shares nothing with the steps. */
package dev.daybook.torture;
