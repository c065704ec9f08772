/**
 * The storage of a lake in a local or mounted file system: staging folders forced to disk, locks, folders exchanged in one
 * step, and what Daybook made told apart from what others have put there.
 */
package dev.daybook.lake.files;
