package dev.daybook.task;

/** A password or another value that must not appear in any log, receipt, manifest or exception. */
public final class Secret {

    private final String value;

    /** @param value the value to keep secret */
    public Secret(String value) {
        this.value = value;
    }

    /** The value itself, for the one call that needs it. */
    public String reveal() {
        return value;
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "***";
    }
}
