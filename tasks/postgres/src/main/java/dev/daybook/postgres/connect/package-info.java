/**
 * Connections to PostgreSQL: what an address may say, TLS, the settings that every session pins, and what a server's
 * refusal means for a step.
 */
package dev.daybook.postgres.connect;
