package dev.daybook.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bill of materials beside a step's jar names what is in the jar, all of it and nothing else, and so does the list of licences. */
class BillOfMaterialsTest {

    private static final Path LOCAL_REPOSITORY = Path.of(System.getProperty(
            "localRepository",
            Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));

    @ParameterizedTest
    @ValueSource(strings = {"extract-postgres", "extract-csv", "load-postgres", "publish-report", "sample-sources"})
    void namesWhatIsInTheJar(String step) throws IOException {
        Set<String> unexplained = classes(StepProcess.jar(step));
        unexplained.removeAll(compiled(beside(step, "classes")));
        Set<String> inJar = Set.copyOf(unexplained);

        for (JsonNode component : components(step)) {
            Path jar = jar(component);
            assertThat(hashes(component)).as("SHA-256 of %s", jar).contains(sha256(jar));
            Set<String> classes = classes(jar);
            assertThat(classes).as("classes of %s in the jar of %s", jar, step).containsAnyElementsOf(inJar);
            unexplained.removeAll(classes);
        }

        assertThat(unexplained)
                .as("classes in the jar that no component brings")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"extract-postgres", "extract-csv", "load-postgres", "publish-report", "sample-sources"})
    void eachComponentHasALicence(String step) throws IOException {
        List<String> lines = Files.readAllLines(beside(step, step + ".licenses.txt")).stream()
                .filter(line -> line.startsWith("     ("))
                .toList();

        List<JsonNode> components = components(step);

        assertThat(lines).hasSameSizeAs(components);
        for (JsonNode component : components) {
            String coordinates = component.path("group").asText() + ":"
                    + component.path("name").asText() + ":"
                    + component.path("version").asText();
            assertThat(lines).as(coordinates).anyMatch(line -> line.contains("(" + coordinates + " - "));
        }
        assertThat(lines).noneMatch(line -> line.contains("Unknown license"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"extract-postgres", "extract-csv", "load-postgres", "publish-report", "sample-sources"})
    void saysNothingThatIsDifferentInTheNextBuild(String step) throws IOException {
        JsonNode bill = bill(step);

        assertThat(bill.has("serialNumber")).isFalse();
        assertThat(bill.path("metadata").has("timestamp")).isFalse();
    }

    private static JsonNode bill(String step) throws IOException {
        Path file = beside(step, step + ".cdx.json");
        assumeTrue(
                Files.exists(file),
                "Maven makes no bill of materials offline (-o); the image is not built without one");
        return new ObjectMapper().readTree(Files.readAllBytes(file));
    }

    private static List<JsonNode> components(String step) throws IOException {
        List<JsonNode> components = new ArrayList<>();
        bill(step).path("components").forEach(components::add);
        return components;
    }

    private static Path beside(String step, String file) {
        return StepProcess.jar(step).resolveSibling(file);
    }

    private static Path jar(JsonNode component) {
        String group = component.path("group").asText();
        String name = component.path("name").asText();
        String version = component.path("version").asText();
        return group.equals("dev.daybook")
                ? StepProcess.repository()
                        .resolve("tasks")
                        .resolve(name)
                        .resolve("target")
                        .resolve(name + ".jar")
                : LOCAL_REPOSITORY
                        .resolve(group.replace('.', '/'))
                        .resolve(name)
                        .resolve(version)
                        .resolve(name + "-" + version + ".jar");
    }

    private static Set<String> classes(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> compiled(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.map(path -> folder.relativize(path).toString())
                    .filter(name -> name.endsWith(".class"))
                    .collect(Collectors.toSet());
        }
    }

    private static List<String> hashes(JsonNode component) {
        List<String> hashes = new ArrayList<>();
        component.path("hashes").forEach(hash -> hashes.add(hash.path("content").asText()));
        return hashes;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
