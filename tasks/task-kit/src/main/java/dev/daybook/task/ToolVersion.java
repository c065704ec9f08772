package dev.daybook.task;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Which build this is, from the manifest of the jar that it runs from.
 *
 * @param version for example {@code 0.1.0}; {@code development} outside of a jar
 * @param commit the git commit; {@code unknown} outside of a jar
 */
public record ToolVersion(String version, String commit) {

    private static final ToolVersion OUTSIDE_OF_A_JAR = new ToolVersion("development", "unknown");

    /** Reads the manifest; takes a moment, so call it when needed and once. */
    public static ToolVersion current() {
        CodeSource source = ToolVersion.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return OUTSIDE_OF_A_JAR;
        }
        try {
            File jar = new File(source.getLocation().toURI());
            return jar.isFile() ? inJar(jar) : OUTSIDE_OF_A_JAR;
        } catch (URISyntaxException | IOException e) {
            return OUTSIDE_OF_A_JAR;
        }
    }

    private static ToolVersion inJar(File file) throws IOException {
        try (JarFile jar = new JarFile(file)) {
            if (jar.getManifest() == null) {
                return OUTSIDE_OF_A_JAR;
            }
            Attributes attributes = jar.getManifest().getMainAttributes();
            return new ToolVersion(
                    Optional.ofNullable(attributes.getValue("Implementation-Version"))
                            .orElse(OUTSIDE_OF_A_JAR.version),
                    Optional.ofNullable(attributes.getValue("Implementation-Commit"))
                            .orElse(OUTSIDE_OF_A_JAR.commit));
        }
    }

    /** For example {@code 0.1.0 (commit 3f9c2a7)}. */
    @Override
    public String toString() {
        return version + " (commit " + commit + ")";
    }
}
