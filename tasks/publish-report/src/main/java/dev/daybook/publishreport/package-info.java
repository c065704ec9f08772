/** Step: a SQL file run for a period, its result as CSV and JSON. */
package dev.daybook.publishreport;
