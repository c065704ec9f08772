package dev.daybook.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the fault campaign in the repository's root; {@code make faults} starts it. */
public final class FaultsMain {

    private static final int VIOLATED = 1;
    private static final int USAGE = 64;

    private FaultsMain() {}

    /** Ends with 0 when every promise held, 1 when one did not, 64 for an argument that is none. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        CampaignSettings settings;
        try {
            settings = CampaignSettings.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("faults: " + e.getMessage());
            System.exit(USAGE);
            return;
        }
        System.exit(run(settings, Path.of("").toAbsolutePath(), out));
    }

    private static int run(CampaignSettings settings, Path repository, PrintStream out) throws Exception {
        Path work = Files.createTempDirectory("daybook-faults");
        long started = System.nanoTime();
        try (Server server = Server.start()) {
            List<ClaimResult> results =
                    new Campaign(settings, out).run(Claims.prepare(repository, work, server, settings));
            Figures figures = new Figures(results, settings, (System.nanoTime() - started) / 1_000_000_000);
            out.println();
            out.print(figures.table());
            if (settings.write()) {
                figures.writeInto(repository.resolve("docs/reliability.md"));
            }
            return results.stream().allMatch(ClaimResult::held) ? 0 : VIOLATED;
        } finally {
            deleteQuietly(work);
        }
    }

    /** What cannot be removed lies in the folder for temporary files; it is no reason to hide the result. */
    private static void deleteQuietly(Path work) {
        try {
            Folders.delete(work);
        } catch (IOException e) {
            System.err.println("faults: cannot remove " + work + ": " + e.getMessage());
        }
    }
}
