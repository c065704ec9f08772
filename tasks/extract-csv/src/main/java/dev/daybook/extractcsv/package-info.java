/** Step: CSV files under a declared schema. */
package dev.daybook.extractcsv;
