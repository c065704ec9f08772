/**
 * Files and folders with the care that publishing needs: forced to disk, leased, exchanged in one step, and told apart
 * from what others have put there.
 */
package dev.daybook.lake.files;
