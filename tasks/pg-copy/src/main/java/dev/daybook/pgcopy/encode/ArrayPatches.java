package dev.daybook.pgcopy.encode;

import dev.daybook.pgcopy.BigEndian;
import dev.daybook.pgcopy.decode.ArrayDecoder;
import java.util.Arrays;

/**
 * What the arrays of one row get after the row is hashed: the flag for NULLs and the OID of the element type, which are
 * zero in the content hash ({@link ArrayDecoder} says why).
 */
final class ArrayPatches {

    private static final int FIELDS = 3;

    private int[] patches = new int[8 * FIELDS];
    private int used;

    /** Remembers the patch of the array whose flag lies at {@code at}, with the OID behind it. */
    void add(int at, int flag, int elementOid) {
        if (used == patches.length) {
            patches = Arrays.copyOf(patches, 2 * used);
        }
        patches[used++] = at;
        patches[used++] = flag;
        patches[used++] = elementOid;
    }

    /** Patches all arrays and forgets them. */
    void apply(byte[] data) {
        for (int i = 0; i < used; i += FIELDS) {
            BigEndian.putInt32(data, patches[i], patches[i + 1]);
            BigEndian.putInt32(data, patches[i] + 4, patches[i + 2]);
        }
        used = 0;
    }
}
