package dev.daybook.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts for one claim. A fault that was asked for is injected; it is a hit only when there is proof that it happened. Safe
 * for use by many threads.
 */
final class Tally {

    private final AtomicInteger injected = new AtomicInteger();
    private final AtomicInteger hit = new AtomicInteger();
    private final List<String> violations = new CopyOnWriteArrayList<>();

    /** A fault was asked for; for cases that hold several, others are counted by the campaign. */
    void injected() {
        injected.incrementAndGet();
    }

    /** The fault happened. */
    void hit() {
        hit.incrementAndGet();
    }

    /** The promise was broken; the line says by which fault and how. */
    void violation(String line) {
        violations.add(line);
    }

    /** Counts several at once. */
    void add(int moreInjected, int moreHit) {
        injected.addAndGet(moreInjected);
        hit.addAndGet(moreHit);
    }

    int injectedCount() {
        return injected.get();
    }

    int hitCount() {
        return hit.get();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
