/**
 * The step {@code load-postgres} and its commands: the program, its options, and the order in which a load uses its parts:
 * {@code gate}, {@code build}, {@code switchover}, {@code retention}. These know neither this package nor the parts after
 * them; {@code schema} and {@code session} are below all of them.
 */
package dev.daybook.loadpostgres;
