package dev.daybook.sourcefiles.input;

import java.io.IOException;

/** The bytes of a file are not what they should be; the message says why and where, without the file's name. */
public final class DamagedInput extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedInput(String message) {
        super(message);
    }
}
