package dev.daybook.faults;

import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param whole all cases within each claim's time, or else a few of each
 * @param seed gives the order of the cases and what is random in them
 * @param workers how many cases run side by side
 * @param claim only the claims whose name holds this text
 * @param singleCase only the cases whose name holds this text
 * @param write whether the figures go into docs/reliability.md
 */
record CampaignSettings(
        boolean whole, long seed, int workers, Optional<String> claim, Optional<String> singleCase, boolean write) {

    private static final long USUAL_SEED = 20_240_120;

    /**
     * Reads {@code short}, {@code whole}, {@code --write}, {@code --seed=N}, {@code --claim=TEXT} and {@code --case=TEXT}. An
     * empty value counts as not given, so that a Makefile can pass all of them.
     *
     * @throws IllegalArgumentException for anything else, naming it
     */
    static CampaignSettings parse(String... arguments) {
        CampaignSettings settings = new CampaignSettings(
                true,
                USUAL_SEED,
                Runtime.getRuntime().availableProcessors(),
                Optional.empty(),
                Optional.empty(),
                false);
        for (String argument : arguments) {
            settings = settings.with(argument);
        }
        return settings;
    }

    private CampaignSettings with(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        Optional<String> value =
                Optional.of(argument.substring(equals + 1)).filter(text -> equals > 0 && !text.isBlank());
        return switch (name) {
            case "short" -> new CampaignSettings(false, seed, workers, claim, singleCase, write);
            case "whole" -> new CampaignSettings(true, seed, workers, claim, singleCase, write);
            case "--write" -> new CampaignSettings(whole, seed, workers, claim, singleCase, true);
            case "--seed" -> new CampaignSettings(whole, seed(value), workers, claim, singleCase, write);
            case "--claim" -> new CampaignSettings(whole, seed, workers, value, singleCase, write);
            case "--case" -> new CampaignSettings(whole, seed, workers, claim, value, write);
            default ->
                throw new IllegalArgumentException(
                        "expected short, whole, --write, --seed=N, --claim=TEXT or --case=TEXT, found " + argument);
        };
    }

    private long seed(Optional<String> text) {
        try {
            return text.map(Long::parseLong).orElse(seed);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--seed: expected a whole number, found " + text.orElseThrow(), e);
        }
    }

    boolean chosen(String claimName) {
        return claim.map(claimName::contains).orElse(true);
    }

    boolean chosenCase(String caseName) {
        return singleCase.map(caseName::contains).orElse(true);
    }
}
