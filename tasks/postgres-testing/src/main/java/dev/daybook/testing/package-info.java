/** A real PostgreSQL for the tests of all modules. */
package dev.daybook.testing;
