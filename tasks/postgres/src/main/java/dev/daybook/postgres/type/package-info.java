/** Types: what a type of the source becomes in the lake, and what a column of the lake becomes in the warehouse. */
package dev.daybook.postgres.type;
