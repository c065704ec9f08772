package dev.daybook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.lake.files.FileSteps;
import dev.daybook.lake.files.LocalFileSteps;
import dev.daybook.lake.model.LakePaths;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Follows what a power cut could take: a file or folder counts as loose from its last change until it is forced to disk.
 * Nothing loose may become visible, nothing replaced may be deleted while its replacement is loose, and nothing
 * published may be loose when the run is done.
 */
class PublishDurabilityTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void forcesEverythingBeforeItBecomesVisibleAndBeforeTheOldIsDeleted(PublishScenario scenario) {
        Path root = folder.resolve("lake");
        scenario.prepare(root);
        LooseSteps steps = new LooseSteps(root, scenario);

        scenario.run(root, steps);

        assertThat(steps.shown).as("moments at which something becomes visible").isPositive();
        assertThat(steps.faults).isEmpty();
        assertThat(steps.loose)
                .as("loose when the run is done")
                .filteredOn(path -> !path.startsWith(root.resolve("_staging/")))
                .isEmpty();
    }

    @Test
    void wouldSeeAMissingForce() {
        PublishScenario scenario = PublishScenario.FIRST;
        Path root = folder.resolve("lake");
        LooseSteps steps = new LooseSteps(root, scenario) {
            @Override
            public void force(Path path) throws IOException {
                if (!path.endsWith(LakePaths.MANIFEST)) {
                    super.force(path);
                }
            }
        };
        scenario.run(root, steps);
        assertThat(steps.faults).singleElement().asString().contains("_manifest.json");
    }

    private static class LooseSteps implements FileSteps {

        private final FileSteps steps = new LocalFileSteps();
        private final Path target;
        private final Path staging;
        private final Set<Path> loose = new TreeSet<>();
        private final List<String> faults = new ArrayList<>();
        private final WatchedSteps real;
        private int shown;

        LooseSteps(Path root, PublishScenario scenario) {
            this.target = root.resolve("northwind");
            this.staging = root.resolve("_staging");
            this.real = scenario.watched((_, _) -> {});
        }

        @Override
        public void createDirectory(Path directory) throws IOException {
            steps.createDirectory(directory);
            loose.add(directory);
            loose.add(directory.getParent());
        }

        @Override
        public WritableByteChannel create(Path file) throws IOException {
            WritableByteChannel channel = steps.create(file);
            loose.add(file);
            loose.add(file.getParent());
            return channel;
        }

        @Override
        public void force(Path path) throws IOException {
            steps.force(path);
            loose.remove(path);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            show(from, to);
            steps.rename(from, to);
            moved(from, to);
        }

        @Override
        public boolean exchange(Path one, Path other) throws IOException {
            show(one, other);
            if (!real.exchange(one, other)) {
                return false;
            }
            moved(one, other);
            return true;
        }

        /** What becomes visible by this must be on disk, all of it. */
        private void show(Path from, Path to) {
            if (to.startsWith(target) && !to.getFileName().toString().startsWith("_probe")) {
                shown++;
                loose.stream()
                        .filter(path -> path.startsWith(from))
                        .forEach(path -> faults.add("visible and loose: " + path));
            }
        }

        private void moved(Path from, Path to) {
            List<Path> inside =
                    loose.stream().filter(path -> path.startsWith(from)).toList();
            inside.forEach(loose::remove);
            inside.forEach(path -> loose.add(to.resolve(from.relativize(path))));
            loose.add(from.getParent());
            loose.add(to.getParent());
        }

        @Override
        public void delete(Path path) throws IOException {
            boolean published = path.getFileName().toString().matches("_manifest.json|report.csv|part-.*");
            if (shown > 0 && published && path.startsWith(staging)) {
                loose.stream()
                        .filter(left -> left.startsWith(target))
                        .forEach(left -> faults.add("deleted " + path + " while loose: " + left));
            }
            steps.delete(path);
            loose.remove(path);
        }
    }
}
