/** Command: a whole day with the steps' own jars against an embedded PostgreSQL. */
package dev.daybook.demo;
