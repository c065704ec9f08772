package dev.daybook.pgcopy;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.daybook.lake.model.ContentHash;

/** Sums the XXH3 hashes of rows. A row's bytes are its field count and its fields, as in COPY BINARY. */
public final class ContentSum {

    private static final Hasher128 HASHER = Hashing.xxh3_128();

    private long rows;
    private long high;
    private long low;

    /** Adds one row. */
    public void add(byte[] data, int start, int length) {
        HashValue128 hash = HASHER.hashBytesTo128Bits(data, start, length);
        long sum = low + hash.getLeastSignificantBits();
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        low = sum;
        high += hash.getMostSignificantBits() + carry;
        rows++;
    }

    /** The rows and their sum so far. */
    public ContentHash content() {
        return new ContentHash(rows, high, low);
    }
}
