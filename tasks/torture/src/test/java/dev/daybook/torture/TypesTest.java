package dev.daybook.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type of PostgreSQL through extract and load, on the build's version and on those that {@code make types} fetches;
 * {@code docs/types.md} says what came out. {@code -Ddaybook.write-docs=true} writes it.
 */
class TypesTest {

    private static final String VERSIONS = "14 to 18";

    @TempDir
    private Path folder;

    /** The build's own version, and all that were fetched. */
    static Stream<Optional<Path>> servers() throws IOException {
        List<Optional<Path>> servers = new ArrayList<>(List.of(Optional.empty()));
        Path fetched = StepRun.repository().resolve("tasks/postgres-testing/target/postgres-binaries");
        if (Files.isDirectory(fetched)) {
            try (Stream<Path> jars = Files.list(fetched)) {
                jars.filter(jar -> jar.toString().endsWith(".jar"))
                        .sorted()
                        .map(Optional::of)
                        .forEach(servers::add);
            }
        }
        return servers.stream();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void everyTypeIsCarriedAsThePageSays(Optional<Path> binaries) throws IOException {
        try (Server server = Server.start(binaries)) {
            CarriedTypes types = new CarriedTypes(server, folder);
            types.requireAllTypes();
            String page = TypesPage.of(types.carry(), VERSIONS);
            Path written = StepRun.repository().resolve("docs/types.md");
            if (Boolean.getBoolean("daybook.write-docs")) {
                Files.writeString(written, page);
            }
            assertThat(written).as("write it with -Ddaybook.write-docs=true").hasContent(page);
        }
    }
}
