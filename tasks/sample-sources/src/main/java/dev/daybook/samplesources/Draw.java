package dev.daybook.samplesources;

import java.util.List;

/**
 * Draws that look random and are a pure function of where they are made: the seed, a subject and a number. The same
 * place gives the same draws on every machine, and a new place does not disturb another. Not safe for use by more than
 * one thread.
 */
final class Draw {

    /** The odd number nearest to 2^64 divided by the golden ratio: the step of SplitMix64 (Steele, Lea, Flood 2014). */
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    private Draw(long state) {
        this.state = state;
    }

    /** The draws for one thing of a kind, for example the order number 17. */
    static Draw of(long seed, String subject, long number) {
        long state = mix(seed + STEP);
        for (int i = 0; i < subject.length(); i++) {
            state = mix(state ^ subject.charAt(i));
        }
        return new Draw(mix(state + number * STEP));
    }

    /** The next whole number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    /** The next whole number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /** True in so many of a hundred cases. */
    boolean percent(int cases) {
        return below(100) < cases;
    }

    /** One of the values. */
    <T> T pick(List<T> values) {
        return values.get(below(values.size()));
    }

    /** The next bytes. */
    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) next();
        }
        return bytes;
    }

    private long next() {
        state += STEP;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
