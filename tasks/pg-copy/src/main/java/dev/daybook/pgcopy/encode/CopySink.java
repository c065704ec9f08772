package dev.daybook.pgcopy.encode;

/**
 * Takes COPY data, for example {@code copyIn::writeToCopy}.
 *
 * @param <E> what taking it may throw
 */
@FunctionalInterface
public interface CopySink<E extends Exception> {

    /**
     * Takes some bytes of the COPY data; rows are cut at any place.
     *
     * @param data valid until this call returns
     * @param start where the bytes start
     * @param length how many there are
     */
    void accept(byte[] data, int start, int length) throws E;
}
