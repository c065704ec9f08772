package dev.daybook.task.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.task.StepFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StopSwitchTest {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final StopSwitch stopSwitch = new StopSwitch();

    @Test
    void stepThatEndsFirstReportsItsEnd() {
        assertThat(stopSwitch.end(true)).isTrue();
        stopSwitch.reported(0);

        assertThat(stopSwitch.stop(SOON)).isEqualTo(StopSwitch.Stopped.NOT_NEEDED);
        assertThat(stopSwitch.exitCode()).isZero();
    }

    @Test
    void stepThatDoesNotEndIsLeftBehind() {
        assertThat(stopSwitch.stop(SOON)).isEqualTo(StopSwitch.Stopped.BEFORE_PUBLISHING);
        assertThat(stopSwitch.end(true)).isFalse();
    }

    @Test
    void stepThatFailsBecauseOfTheStopDoesNotReportThat() {
        stopSwitch.onStop(() -> assertThat(stopSwitch.end(false)).isFalse());

        assertThat(stopSwitch.stop(LONG)).isEqualTo(StopSwitch.Stopped.BEFORE_PUBLISHING);
    }

    @Test
    void stepThatSucceedsInSpiteOfTheStopReportsThat() {
        stopSwitch.onStop(() -> {
            assertThat(stopSwitch.end(true)).isTrue();
            stopSwitch.reported(0);
        });

        assertThat(stopSwitch.stop(LONG)).isEqualTo(StopSwitch.Stopped.NOT_NEEDED);
    }

    @Test
    void actionThatFailsOrHangsDoesNotKeepTheOthersOrTheEnd() {
        List<String> ran = new ArrayList<>();
        stopSwitch.onStop(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        stopSwitch.onStop(() -> ran.add("first"));
        stopSwitch.onStop(() -> {
            throw new IllegalStateException();
        });
        stopSwitch.onStop(() -> ran.add("last"));

        assertThat(stopSwitch.stop(Duration.ofSeconds(1))).isEqualTo(StopSwitch.Stopped.BEFORE_PUBLISHING);
        assertThat(ran).containsExactly("last", "first");
    }

    @Test
    void actionRegisteredAfterTheStopRunsAtOnce() {
        List<String> ran = new ArrayList<>();
        stopSwitch.stop(SOON);

        stopSwitch.onStop(() -> ran.add("late"));

        assertThat(ran).containsExactly("late");
    }

    @Test
    void nothingIsPublishedAfterAStop() {
        stopSwitch.stop(SOON);

        assertThatThrownBy(() -> stopSwitch.publish(() -> "published"))
                .isInstanceOf(StepFailure.Temporary.class)
                .hasMessage("stopped before publishing, run it again");
    }

    @Test
    void stopWaitsForAnActOfPublishing() throws InterruptedException {
        CountDownLatch publishing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        stopSwitch.onStop(() -> order.add("stop action"));
        Thread step = Thread.ofPlatform()
                .start(() -> stopSwitch.publish(() -> {
                    publishing.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    order.add("published");
                    return null;
                }));
        publishing.await();
        Thread.ofPlatform().start(goOn::countDown);

        assertThat(stopSwitch.stop(Duration.ofSeconds(4))).isEqualTo(StopSwitch.Stopped.AFTER_PUBLISHING);
        step.join();
        assertThat(order).containsExactly("published", "stop action");
    }

    @Test
    void furtherPeriodBeginsAnew() {
        List<String> ran = new ArrayList<>();
        stopSwitch.onStop(() -> ran.add("of the period before"));
        stopSwitch.publish(() -> "published");

        assertThat(stopSwitch.begin()).isTrue();
        assertThat(stopSwitch.stop(SOON)).isEqualTo(StopSwitch.Stopped.BEFORE_PUBLISHING);
        assertThat(stopSwitch.begin()).isFalse();
        assertThat(ran).isEmpty();
    }

    @Test
    void actThatFailsHasPublishedNothing() {
        assertThatThrownBy(() -> stopSwitch.publish(() -> {
                    throw new IllegalStateException("no space");
                }))
                .hasMessage("no space");

        assertThat(stopSwitch.stop(SOON)).isEqualTo(StopSwitch.Stopped.BEFORE_PUBLISHING);
    }
}
