package dev.daybook.sourcefiles.input;

import dev.daybook.sourcefiles.input.UnpackLimits.Options;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952), strictly: one member or several, each complete with the right checksum and length, and
 * nothing behind them. The JDK's stream takes whatever follows a member for its end.
 */
final class GzipStream extends InputStream {

    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;
    private static final long RATIO_FREE_BYTES = 1 << 20;

    private final InputStream packed;
    private final UnpackLimits limits;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] block = new byte[1 << 16];
    private int blockPosition;
    private int blockEnd;
    private long packedBytes;
    private long unpackedBytes;
    private boolean ended;

    GzipStream(InputStream packed, UnpackLimits limits) throws IOException {
        this.packed = packed;
        this.limits = limits;
        readHeader();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!ended) {
            int count = inflate(target, offset, length);
            if (count > 0) {
                checksum.update(target, offset, count);
                unpackedBytes += count;
                checkLimits();
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                giveInput();
            } else {
                throw new DamagedInput("gzip: needs a dictionary at packed byte " + offset());
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws DamagedInput {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw (DamagedInput) new DamagedInput("gzip: damaged at about packed byte " + offset()).initCause(e);
        }
    }

    private void checkLimits() throws DamagedInput {
        if (unpackedBytes > limits.bytes()) {
            throw new DamagedInput(
                    "gzip: unpacks to more than the limit of " + limits.bytes() + " bytes" + named(Options::bytes));
        }
        if (unpackedBytes > RATIO_FREE_BYTES && unpackedBytes / limits.ratio() > packedBytes) {
            throw new DamagedInput("gzip: unpacks to more than " + limits.ratio() + " times its size, the limit"
                    + named(Options::ratio));
        }
    }

    private String named(Function<Options, String> option) {
        return limits.options().map(option).map(name -> " (" + name + ")").orElse("");
    }

    private long offset() {
        return packedBytes - (blockEnd - blockPosition) - inflater.getRemaining();
    }

    private void giveInput() throws IOException {
        if (blockPosition == blockEnd && !fill()) {
            throw new DamagedInput("gzip: cut off after " + packedBytes + " packed bytes");
        }
        inflater.setInput(block, blockPosition, blockEnd - blockPosition);
        blockPosition = blockEnd;
    }

    private void endMember() throws IOException {
        blockPosition = blockEnd - inflater.getRemaining();
        long trailer = packedBytes - inflater.getRemaining();
        long expectedChecksum = readInt();
        long expectedLength = readInt();
        if (expectedChecksum != checksum.getValue() || expectedLength != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw new DamagedInput("gzip: wrong checksum at packed byte " + trailer);
        }
        if (blockPosition == blockEnd && !fill()) {
            ended = true;
            return;
        }
        inflater.reset();
        checksum.reset();
        readHeader();
    }

    private void readHeader() throws IOException {
        long start = packedBytes - (blockEnd - blockPosition);
        if (readByte() != 0x1f || readByte() != 0x8b) {
            throw new DamagedInput("gzip: bytes that are not gzip follow at packed byte " + start);
        }
        int method = readByte();
        int flags = readByte();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw new DamagedInput("gzip: unknown method or flags at packed byte " + start);
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            int low = readByte();
            skip(low | readByte() << 8);
        }
        skipText((flags & NAME) != 0);
        skipText((flags & COMMENT) != 0);
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void skipText(boolean present) throws IOException {
        while (present && readByte() != 0) {
            // up to the zero that ends it
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            readByte();
        }
    }

    private long readInt() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (long) readByte() << shift;
        }
        return value;
    }

    private int readByte() throws IOException {
        if (blockPosition == blockEnd && !fill()) {
            throw new DamagedInput("gzip: cut off after " + packedBytes + " packed bytes");
        }
        return block[blockPosition++] & 0xff;
    }

    private boolean fill() throws IOException {
        blockPosition = 0;
        blockEnd = Math.max(0, packed.read(block, 0, block.length));
        packedBytes += blockEnd;
        return blockEnd > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }
}
