package dev.daybook.faults;

/** The two states of the sources; a day goes from the old one to the new one. */
enum Content {
    OLD,
    NEW
}
