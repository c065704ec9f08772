package dev.daybook.loadpostgres.ddl;

/** A definition that is not carried over; the message says why and may hold text from the source. */
public final class NotAllowed extends Exception {

    private static final long serialVersionUID = 1;

    NotAllowed(String reason) {
        super(reason);
    }

    static NotAllowed form() {
        return new NotAllowed("its definition is not in the form that PostgreSQL prints");
    }
}
