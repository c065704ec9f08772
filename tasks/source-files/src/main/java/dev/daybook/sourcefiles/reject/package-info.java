/** What becomes of records that break their schema. */
package dev.daybook.sourcefiles.reject;
