package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** All claims, in the order in which data flows. */
final class Claims {

    private Claims() {}

    /** Makes the shop, runs an undisturbed day of it, and lists the claims. */
    static List<Claim> prepare(Path repository, Path work, Server server, CampaignSettings settings)
            throws IOException, InterruptedException, SQLException {
        Shop shop = Shop.open(server, new StepJars(repository, work), work);
        server.create("rehearsal");
        shop.rehearse(work.resolve("rehearsal"), "rehearsal");
        FileCalls calls = FileCalls.compile(work);
        Loads loads = Loads.prepare(server, shop, work);
        PowerCutDisk disk = new PowerCutDisk(Files.createDirectories(work.resolve("power-cut")));
        int halts = settings.whole() ? 1 : 4;
        Path source = Files.createDirectories(work.resolve("source-connections"));
        return List.of(
                publish(shop.csv(), false, calls, work, new Claim.Share(3, 50)),
                publish(shop.csv(), true, calls, work, new Claim.Share(4, 65)),
                publish(shop.postgres(), true, calls, work, new Claim.Share(4, 90)),
                new PowerCutClaim(shop.csv(), calls, disk, halts, work),
                new PowerCutClaim(shop.postgres(), calls, disk, halts, work),
                new ExtractConnectionClaim(server, shop.postgres(), source, new Claim.Share(4, 80)),
                new LoadClaim("at each COMMIT", loads, ConnectionFaults::atCommits, new Claim.Share(4, 65)),
                new LoadClaim("at each statement", loads, ConnectionFaults::atStatements, new Claim.Share(3, 80)),
                new LoadClaim("connections lost", loads, ConnectionFaults::afterBytes, new Claim.Share(3, 50)),
                new ReadersClaim(loads, settings.whole() ? 30 : 3),
                new DamagedFilesClaim(loads, settings.seed(), false),
                new DamagedFilesClaim(loads, settings.seed(), true),
                new HostileManifestClaim(loads));
    }

    private static Claim publish(Publisher publisher, boolean replaces, FileCalls calls, Path work, Claim.Share share)
            throws IOException {
        Path folder = Files.createDirectories(work.resolve(publisher.name() + (replaces ? "-replaces" : "-publishes")));
        return new PublishClaim(publisher, replaces, calls, folder, share);
    }
}
