/** Rules of CONTRIBUTING.md about the code of all modules: how long, and who may use whom. */
package dev.daybook.architecture;
