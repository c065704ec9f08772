package dev.daybook.loadpostgres.switchover;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * How many locks the server's lock table holds, for all its sessions together, as chapter 20.12 of the PostgreSQL manual
 * has it: {@code max_locks_per_transaction * (max_connections + max_prepared_transactions)}. The server has some room
 * beyond that, which is not relied upon.
 *
 * @param perTransaction {@code max_locks_per_transaction}
 * @param transactions {@code max_connections + max_prepared_transactions}
 */
record LockCapacity(long perTransaction, long transactions) {

    /** One of 20 locks is left to everybody else. */
    private static final int RESERVE = 20;

    /** What a transaction locks besides its views. */
    private static final int BESIDES = 40;

    static LockCapacity of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('max_locks_per_transaction')::bigint,"
                        + " current_setting('max_connections')::bigint"
                        + " + current_setting('max_prepared_transactions')::bigint")) {
            row.next();
            return new LockCapacity(row.getLong(1), row.getLong(2));
        }
    }

    /** The locks that one transaction may take. */
    long usable() {
        long all = perTransaction * transactions;
        return all - all / RESERVE;
    }

    /**
     * What lacks for moving views in one transaction.
     *
     * @param views how many views
     * @param locks the locks that takes
     * @return one line with the setting and the value it needs; empty when there is room
     */
    Optional<String> lacking(int views, long locks) {
        long needed = locks + BESIDES;
        if (needed <= usable()) {
            return Optional.empty();
        }
        long value = perTransaction;
        while (new LockCapacity(value, transactions).usable() < needed) {
            value++;
        }
        long fitting = Math.max(1, (usable() - BESIDES) * views / locks);
        return Optional.of("moving " + views + " views in one moment takes " + needed + " locks, and the warehouse has "
                + usable() + " to give (max_locks_per_transaction is " + perTransaction
                + "); set max_locks_per_transaction to " + value + " or more and restart the server, or let the views"
                + " move one group after the other, which readers can see, with --switch-in-groups " + fitting);
    }
}
