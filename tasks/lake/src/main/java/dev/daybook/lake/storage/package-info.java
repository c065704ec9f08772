/**
 * What a lake asks of where it lies: to stage a place, to publish it in one step, and to read what is published. Names are
 * relative to the lake's root, with {@code /} between folders. The local file system is the one implementation; an object
 * store with conditional writes can be the second (docs/decisions/0224).
 */
package dev.daybook.lake.storage;
