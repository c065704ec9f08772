/** What a CSV file is declared to be: Frictionless Table Schema and CSV dialect, read strictly. */
package dev.daybook.extractcsv.schema;
