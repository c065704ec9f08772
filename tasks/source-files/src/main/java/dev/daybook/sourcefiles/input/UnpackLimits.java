package dev.daybook.sourcefiles.input;

/**
 * What a packed file may become.
 *
 * @param bytes bytes unpacked
 * @param ratio bytes unpacked for each byte packed; counts from the second MiB on
 */
public record UnpackLimits(long bytes, int ratio) {

    /** 20 GiB, 200 to 1. */
    public static final UnpackLimits DEFAULT = new UnpackLimits(20L << 30, 200);
}
