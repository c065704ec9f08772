package dev.daybook.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign that cannot fail would prove nothing. */
class CampaignTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @Test
    void seesWhatAPublisherThatWritesInPlaceTears() throws Exception {
        HandMadeDay.write(folder.resolve("prepared/OLD"), "old");
        HandMadeDay.write(folder.resolve("prepared/NEW"), "new");
        FileCalls calls = FileCalls.compile(folder);
        assumeTrue(calls.unavailable().isEmpty(), () -> calls.unavailable().orElseThrow());
        Claim claim = new PublishClaim(
                new InPlacePublisher(folder.resolve("prepared")), true, calls, folder, new Claim.Share(100, 100));

        ClaimResult result = run("short", claim);

        assertThat(result.hit()).isEqualTo(result.injected()).isPositive();
        assertThat(result.held()).isFalse();
        assertThat(result.violations())
                .as("killed after half of the manifest")
                .anyMatch(line -> line.contains("(write of day/_manifest.json), HALF: after exit 137 ")
                        && line.contains("the day is Torn[reason=the manifest's sum is not that of its text]")
                        && line.endsWith("again: make faults FAULTS=short"
                                + " CLAIM='in-place replaces a day, file calls disturbed' SEED=20240120"));
    }

    @Test
    void aFaultThatNeverHappenedProvesNothing() throws Exception {
        ClaimResult result = run("whole", new Fixed(_ -> {}));

        assertThat(result).extracting(ClaimResult::injected, ClaimResult::hit).containsExactly(1, 0);
        assertThat(result.held()).isFalse();
        assertThat(new Figures(List.of(result), CampaignSettings.parse(), 1).table())
                .contains("not held: fixed (no fault happened)");
    }

    @Test
    void aClaimHoldsWhenItsFaultsHappenedAndNothingBroke() throws Exception {
        ClaimResult result = run("whole", new Fixed(Tally::hit));

        assertThat(result.held()).isTrue();
        assertThat(new Figures(List.of(result), CampaignSettings.parse(), 1).table())
                .isEqualTo("""
                        claim  planned  injected     hit  violations
                        fixed        1         1       1           0
                        every promise that was tried held, in 1 s, seed 20240120
                        """);
    }

    @Test
    void aCampaignThatBreaksIsAViolation() throws Exception {
        ClaimResult result = run("whole", new Fixed(_ -> {
            throw new IllegalStateException("no room");
        }));

        assertThat(result.violations())
                .singleElement()
                .asString()
                .startsWith("the case: the campaign itself failed: java.lang.IllegalStateException: no room");
    }

    private ClaimResult run(String form, Claim claim) throws InterruptedException {
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        return new Campaign(CampaignSettings.parse(form), out)
                .run(List.of(claim))
                .getFirst();
    }

    /** A claim with one case. */
    private record Fixed(FaultCase.Trial trial) implements Claim {

        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public String promise() {
            return "anything";
        }

        @Override
        public Share share() {
            return new Share(1, 10);
        }

        @Override
        public List<FaultCase> cases() {
            return List.of(new FaultCase("the case", trial));
        }
    }
}
