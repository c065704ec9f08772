package dev.daybook.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random choices that a seed decides: the same seed draws the same on every machine. */
final class Draw {

    private final Random random;

    /** @param seed decides all that is drawn */
    Draw(long seed) {
        // Neighbouring seeds give Random neighbouring first numbers.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    }

    /** A number from the first to the last, both included. */
    int between(int first, int last) {
        return first + random.nextInt(last - first + 1);
    }

    /** True in so many of a hundred cases. */
    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** One of the values. */
    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Some of the values, each at most once. */
    <T> List<T> some(List<T> values, int count) {
        List<T> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, Math.min(count, shuffled.size())));
    }
}
