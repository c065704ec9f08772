/** Names as SQL and the options write them: quoted identifiers, qualified names, patterns, and the tokens of SQL text. */
package dev.daybook.postgres.name;
