package dev.daybook.loadpostgres.switchover;

import java.util.List;

/**
 * What is done to one view.
 *
 * @param view its name
 * @param kind what is done
 * @param statements how, in this order
 */
record ViewChange(String view, Kind kind, List<String> statements) {

    /** What is done to a view. */
    enum Kind {
        /** It is new: locks on the view and its table. */
        CREATED(2),
        /** It stands on another table from then on: locks on the view and that table. */
        REPLACED(2),
        /** It is dropped and made anew; its grants and its comment must be put back. */
        REMADE(6),
        /** It is dropped: locks on the view, its rule and its two types. */
        DROPPED(4);

        private final int locks;

        Kind(int locks) {
            this.locks = locks;
        }

        /** How many entries of the server's lock table it takes until the end of the transaction. */
        int locks() {
            return locks;
        }
    }

    ViewChange {
        statements = List.copyOf(statements);
    }

    /** Whether readers may hold the view. */
    boolean isOfExistingView() {
        return kind != Kind.CREATED;
    }

    /** The locks of all changes. */
    static long locks(List<ViewChange> changes) {
        return changes.stream().mapToLong(change -> change.kind().locks()).sum();
    }
}
