/**
 * Opens source files: finds what does not belong in one, unpacks, decodes, and sees when a file changes meanwhile. Messages
 * name {@code --file}, {@code --max-unpacked} and {@code --max-ratio}, which every extract of files has.
 */
package dev.daybook.sourcefiles.input;
