/** What a CSV file is declared to be: its Table Schema, its encoding and Frictionless' CSV dialect. */
package dev.daybook.extractcsv.schema;
