/** Step: the gate, the load and the switch of a day into the warehouse. */
package dev.daybook.loadpostgres;
