/** Text for messages: escaped, without credentials, and the known word that a wrong one is near to. */
package dev.daybook.task.text;
