/** Opens source files: finds what does not belong in one, unpacks, decodes, and sees when a file changes meanwhile. */
package dev.daybook.sourcefiles.input;
