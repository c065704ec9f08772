package dev.daybook.task.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.task.Progress;
import dev.daybook.task.log.ErrorOutput;
import dev.daybook.task.log.LogFormat;
import dev.daybook.task.log.LogLines;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {

    private static final String CLEAR = "\r\u001B[K";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
    private final Clock clock = InstantSourceClock.of(now::get);
    private final List<String> log = new ArrayList<>();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final ErrorOutput output = new ErrorOutput(stderr);

    /** A clock that tests move by hand; no thread ticks, as the view's own tick time is not used. */
    private static final class InstantSourceClock {
        static Clock of(InstantSource source) {
            return new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return source.instant();
                }
            };
        }
    }

    /** The view without its own ticking. */
    private record ByHand(ProgressView view) implements ProgressView {
        @Override
        public long tickMillis() {
            return 0;
        }

        @Override
        public void ended(String name, long rows, long bytes, boolean done, ProgressSnapshot snapshot) {
            view.ended(name, rows, bytes, done, snapshot);
        }

        @Override
        public void tick(ProgressSnapshot snapshot) {
            view.tick(snapshot);
        }

        @Override
        public void close() {
            view.close();
        }
    }

    private ProgressBoard board(ProgressView view) {
        return new ProgressBoard(new ByHand(view), clock);
    }

    private void pass(int seconds) {
        now.set(now.get().plusSeconds(seconds));
    }

    private String shown() {
        String text = stderr.toString(StandardCharsets.UTF_8);
        stderr.reset();
        return text;
    }

    @Test
    void lineSaysWhenAPartEnds() {
        ProgressBoard board = board(new ProgressLines(log::add));
        board.expect(14);
        try (Progress.Task orders = board.start("public.orders", 800);
                Progress.Task details = board.start("order\ndetails", -1)) {
            orders.advance(500, 40_000);
            orders.advance(330, 53_100);
            orders.done();
            details.advance(1, 17);
        }

        assertThat(log)
                .containsExactly(
                        "public.orders: 830 rows, 93.1 kB (1 of 14)", "order\\ndetails: 1 row, 17 B (not finished)");
    }

    @Test
    void onlyPartNeedsNoCount() {
        ProgressBoard board = board(new ProgressLines(log::add));
        board.start("orders_with_details", -1).done();

        assertThat(log).containsExactly("orders_with_details: 0 rows, 0 B");
    }

    @Test
    void longWorkHasALineEveryHalfMinute() {
        ProgressBoard board = board(new ProgressLines(log::add));
        board.expect(3);
        board.start("public.small", 1).done();
        Progress.Task big = board.start("public.big", 20_000_000);
        Progress.Task other = board.start("public.other", -1);
        log.clear();
        for (int second = 0; second < 90; second++) {
            pass(1);
            big.advance(100_000, 10_000_000);
            other.advance(1, 1);
            board.tick();
        }

        assertThat(log)
                .containsExactly(
                        "working on public.big (3,000,000 of about 20,000,000 rows), public.other (30 rows);"
                                + " 1 of 3 done, 3,000,030 rows, 300.0 MB, 10.0 MB/s",
                        "working on public.big (6,000,000 of about 20,000,000 rows), public.other (60 rows);"
                                + " 1 of 3 done, 6,000,060 rows, 600.0 MB, 10.0 MB/s",
                        "working on public.big (9,000,000 of about 20,000,000 rows), public.other (90 rows);"
                                + " 1 of 3 done, 9,000,090 rows, 900.0 MB, 10.0 MB/s");
    }

    @Test
    void jsonLinesHaveTheSameFacts() {
        ProgressBoard board = board(new ProgressJson(output, Map.of("step", "extract-csv"), clock));
        Progress.Task task = board.start("order_details", 2155);
        task.advance(2155, 40_000);
        pass(30);
        board.tick();
        task.done();

        assertThat(shown().lines())
                .containsExactly(
                        "{\"time\":\"2026-11-21T10:00:30Z\",\"step\":\"extract-csv\",\"progress\":\"working\","
                                + "\"tasks_done\":0,\"tasks\":1,\"rows\":2155,\"bytes\":40000,"
                                + "\"bytes_per_second\":1333,\"working_on\":[\"order_details\"]}",
                        "{\"time\":\"2026-11-21T10:00:30Z\",\"step\":\"extract-csv\",\"progress\":\"task-done\","
                                + "\"task\":\"order_details\",\"task_rows\":2155,\"task_bytes\":40000,"
                                + "\"tasks_done\":1,\"tasks\":1,\"rows\":2155,\"bytes\":40000,"
                                + "\"bytes_per_second\":1333,\"working_on\":[]}");
    }

    @Test
    void barShowsWhatIsDoneAndWhatIsWorkedOn() {
        ProgressBoard board = board(new ProgressBar(output, 120, output::line));
        board.expect(4);
        board.start("public.a", 1).done();
        Progress.Task task = board.start("public.b", 1000);
        task.advance(500, 2_000_000);
        pass(2);
        shown();
        board.tick();

        assertThat(shown()).isEqualTo(CLEAR + "[#######.............] 1/4  500 rows  2.0 MB  1.0 MB/s  public.b");

        task.done();
        board.close();
        assertThat(shown())
                .isEqualTo(CLEAR + "public.b: 500 rows, 2.0 MB (2 of 4)\n"
                        + "[#######.............] 1/4  500 rows  2.0 MB  1.0 MB/s  public.b" + CLEAR);
    }

    @Test
    void barNeverWraps() {
        for (int width = 20; width < 90; width++) {
            ErrorOutput fresh = new ErrorOutput(stderr);
            ProgressBoard board = board(new ProgressBar(fresh, width, fresh::line));
            board.start("日本😀".repeat(20), -1);
            board.tick();

            String bar = shown().substring(CLEAR.length());
            int columns = bar.chars().map(c -> c < 0x300 ? 1 : 2).sum();
            assertThat(columns).isLessThan(width);
            assertThat(bar).isEqualTo(new String(bar.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
    }

    @Test
    void unfinishedPartIsNeverShownAsComplete() {
        ProgressBoard board = board(new ProgressBar(output, 80, output::line));
        board.start("public.grown", 10).advance(1_000_000, 1);
        board.tick();

        assertThat(shown()).startsWith(CLEAR + "[###################.] 0/1");
    }

    @Test
    void boardTicksByItselfUntilItIsClosed() throws InterruptedException {
        ProgressBoard board =
                ProgressBoard.of(ProgressMode.AUTO, 80, output, new LogLines(LogFormat.TEXT, Map.of()), clock);
        board.start("public.orders", 1);
        while (stderr.size() == 0) {
            Thread.sleep(10);
        }
        board.close();

        assertThat(shown())
                .startsWith(CLEAR + "[....................] 0/1  0 rows")
                .endsWith(CLEAR);
    }
}
