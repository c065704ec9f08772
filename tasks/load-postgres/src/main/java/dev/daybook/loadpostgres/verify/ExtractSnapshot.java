package dev.daybook.loadpostgres.verify;

import dev.daybook.loadpostgres.session.Sql;
import dev.daybook.task.StepFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The snapshot that an extract read, as its manifest records it, beside the transactions of now: what tells rows that are
 * newer than the extract from those that it must have seen.
 *
 * @param oldestRunning the oldest transaction that was running when the extract's snapshot was taken; empty when the
 *     manifest does not say
 * @param next the first transaction that had not begun when the verification's own snapshot was taken
 */
record ExtractSnapshot(Optional<Long> oldestRunning, long next) {

    /** The key of the snapshot's text in the identity of a manifest: {@code xmin:xmax:running}. */
    static final String KEY = "visible";

    private static final Pattern SNAPSHOT = Pattern.compile("(\\d{1,18}):(\\d{1,18}):[\\d,]*");
    private static final long EPOCH = 1L << 32;

    /**
     * Reads the manifest's snapshot.
     *
     * @param source a connection in the transaction that reads the source
     */
    static ExtractSnapshot of(Map<String, String> identity, Connection source) throws SQLException {
        long next = Long.parseLong(Sql.texts(source, "SELECT txid_snapshot_xmax(txid_current_snapshot())")
                .getFirst());
        String recorded = identity.get(KEY);
        if (recorded == null) {
            return new ExtractSnapshot(Optional.empty(), next);
        }
        Matcher snapshot = SNAPSHOT.matcher(recorded);
        if (!snapshot.matches()) {
            throw new StepFailure.BadData("the manifest's snapshot: expected xmin:xmax:xip_list, found another text;"
                    + " extract the period again");
        }
        return new ExtractSnapshot(Optional.of(Long.valueOf(snapshot.group(1))), next);
    }

    /**
     * A condition on a row's {@code xmin}: its transaction had not ended when the extract began. Subtransactions do not
     * stand in a snapshot's text, so everything from the oldest running transaction on counts as newer. The column shows
     * the lower 32 bits only; what would lie in the future belongs to the epoch before.
     */
    String isNewer(String xmin) {
        if (oldestRunning.isEmpty()) {
            return "false";
        }
        String low = xmin + "::text::bigint";
        return "(" + low + " + " + next / EPOCH * EPOCH + " - CASE WHEN " + low + " >= " + next % EPOCH + " THEN "
                + EPOCH + " ELSE 0 END >= " + oldestRunning.get() + ")";
    }
}
