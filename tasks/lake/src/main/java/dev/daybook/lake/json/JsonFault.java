package dev.daybook.lake.json;

/** What is wrong with a JSON text, and at which key. Its reader turns it into a failure that names the file. */
public final class JsonFault extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message one line, such as {@code datasets[0].rows: expected a whole number, found text} */
    public JsonFault(String message) {
        super(message);
    }
}
