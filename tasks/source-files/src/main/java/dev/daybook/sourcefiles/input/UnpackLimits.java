package dev.daybook.sourcefiles.input;

import java.util.Optional;

/**
 * What a packed file may become.
 *
 * @param bytes bytes unpacked
 * @param ratio bytes unpacked for each byte packed; counts from the second MiB on
 * @param options the step's options that set the two, for messages; empty where there are none
 */
public record UnpackLimits(long bytes, int ratio, Optional<Options> options) {

    /** The names of options, such as {@code --max-unpacked} and {@code --max-ratio}. */
    public record Options(String bytes, String ratio) {}

    /** 20 GiB, 200 to 1. */
    public static final UnpackLimits DEFAULT = new UnpackLimits(20L << 30, 200, Optional.empty());
}
