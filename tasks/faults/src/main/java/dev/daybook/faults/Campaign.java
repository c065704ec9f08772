package dev.daybook.faults;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Tries claims one after the other, the cases of each side by side. */
final class Campaign {

    private final CampaignSettings settings;
    private final PrintStream log;

    /** @param log gets one line a claim, and each violation when it is found */
    Campaign(CampaignSettings settings, PrintStream log) {
        this.settings = settings;
        this.log = log;
    }

    List<ClaimResult> run(List<Claim> claims) throws InterruptedException {
        List<ClaimResult> results = new ArrayList<>();
        for (Claim claim : claims) {
            if (settings.chosen(claim.name())) {
                results.add(run(claim));
            }
        }
        return results;
    }

    private ClaimResult run(Claim claim) throws InterruptedException {
        Optional<String> unavailable = claim.unavailable();
        if (unavailable.isPresent()) {
            log.println("skipped: " + claim.name() + ": " + unavailable.get());
            return ClaimResult.skipped(claim, unavailable.get());
        }
        log.println(claim.name() + " ...");
        Duration limit = settings.whole() ? Duration.ofSeconds(claim.share().seconds()) : Duration.ofHours(1);
        long end = System.nanoTime() + limit.toNanos();
        Tally tally = new Tally();
        List<FaultCase> cases = cases(claim, tally);
        List<FaultCase> chosen = choose(cases, claim.share());
        tryAll(chosen, end, claim, tally);
        return ClaimResult.of(claim, cases.size(), tally);
    }

    private List<FaultCase> cases(Claim claim, Tally tally) {
        try {
            return claim.cases();
        } catch (Exception e) {
            violation(claim, tally, "preparing it: " + e);
            return List.of();
        }
    }

    /** In an order that the seed gives, so that a claim which runs out of time has tried some of everything. */
    private List<FaultCase> choose(List<FaultCase> cases, Claim.Share share) {
        List<FaultCase> chosen = new ArrayList<>(cases.stream()
                .filter(tried -> settings.chosenCase(tried.name()))
                .toList());
        Collections.shuffle(chosen, new Random(settings.seed()));
        return settings.whole() ? chosen : chosen.subList(0, Math.min(share.cases(), chosen.size()));
    }

    private void tryAll(List<FaultCase> cases, long end, Claim claim, Tally tally) throws InterruptedException {
        Iterator<FaultCase> left = cases.iterator();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < settings.workers(); i++) {
            workers.add(Thread.ofPlatform().start(() -> {
                for (Optional<FaultCase> next = next(left);
                        next.isPresent() && System.nanoTime() < end;
                        next = next(left)) {
                    tryOne(next.get(), claim, tally);
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private static Optional<FaultCase> next(Iterator<FaultCase> cases) {
        synchronized (cases) {
            return cases.hasNext() ? Optional.of(cases.next()) : Optional.empty();
        }
    }

    private void tryOne(FaultCase tried, Claim claim, Tally tally) {
        Tally own = new Tally();
        try {
            tried.trial().run(own);
        } catch (Exception e) {
            own.violation("the campaign itself failed: " + e);
        }
        // A case that holds several faults counts them itself.
        tally.add(Math.max(1, own.injectedCount()), own.hitCount());
        own.violations().forEach(line -> violation(claim, tally, tried.name() + ": " + line));
    }

    private void violation(Claim claim, Tally tally, String line) {
        String whole = line + "; again: make faults FAULTS=" + (settings.whole() ? "whole" : "short") + " CLAIM='"
                + claim.name() + "' SEED=" + settings.seed();
        log.println("VIOLATION " + claim.name() + ": " + whole);
        tally.violation(whole);
    }
}
