package dev.daybook.lake.parquet.decode;

import dev.daybook.lake.storage.StoredFile;
import java.io.EOFException;

/**
 * The bytes of a file whose own words on where its parts lie are distrusted.
 *
 * @param file the file
 */
public record FileBytes(StoredFile file) {

    /** How many there are. */
    public long size() {
        return file.size();
    }

    /** Fills the start of an array; the file must have the bytes. */
    public void read(long position, byte[] target, int length) {
        if (position < 0 || position + length > size()) {
            throw new CorruptFileException("expected " + length + " bytes at " + position + ", the file has " + size());
        }
        try {
            file.read(position, target, length);
        } catch (EOFException e) {
            throw new CorruptFileException("the file became shorter while it was read");
        }
    }
}
