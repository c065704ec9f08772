package dev.daybook.sourcefiles.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns a declared encoding into UTF-8; bytes that are malformed in it are refused, never replaced. */
final class DecodingStream extends InputStream {

    private final InputStream encoded;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder;
    private final ByteBuffer source = ByteBuffer.allocate(1 << 16).limit(0);
    private final CharBuffer characters = CharBuffer.allocate(1 << 16);
    private final ByteBuffer target = ByteBuffer.allocate(1 << 18).limit(0);
    private long sourceOffset;
    private boolean ended;
    private @Nullable DamagedInput damage;

    DecodingStream(InputStream encoded, Charset charset) {
        this.encoded = encoded;
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.encoder = StandardCharsets.UTF_8.newEncoder();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!target.hasRemaining()) {
            // What comes before the damage is given first, so that the reader knows the line it is on.
            if (damage != null) {
                throw damage;
            }
            if (ended) {
                return -1;
            }
            decodeMore();
        }
        int count = Math.min(length, target.remaining());
        target.get(buffer, offset, count);
        return count;
    }

    private void decodeMore() throws IOException {
        source.compact();
        int read = encoded.read(source.array(), source.position(), source.remaining());
        ended = read < 0;
        source.position(source.position() + Math.max(0, read)).flip();
        long before = source.position();
        CoderResult result = decoder.decode(source, characters, ended);
        if (ended && !result.isError()) {
            decoder.flush(characters);
        }
        sourceOffset += source.position() - before;
        if (result.isError()) {
            damage = new DamagedInput("byte " + sourceOffset + ": not valid " + charset.name());
        }
        characters.flip();
        target.clear();
        encoder.encode(characters, target, ended || damage != null);
        target.flip();
        characters.compact();
    }

    @Override
    public void close() throws IOException {
        encoded.close();
    }
}
