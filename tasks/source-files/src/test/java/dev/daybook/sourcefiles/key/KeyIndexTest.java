package dev.daybook.sourcefiles.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.sourcefiles.key.KeyIndex.Duplicate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyIndexTest {

    private static final int KEYS = 400_000;

    @TempDir
    private Path folder;

    @Test
    void aKeyIsFoundTheMomentItComesAgainWhileAllAreInMemory() throws IOException {
        try (KeyIndex index = new KeyIndex(folder)) {
            assertThat(index.add(1, 2, 10)).isEmpty();
            assertThat(index.add(2, 1, 11)).isEmpty();
            assertThat(index.add(1, 2, 12)).contains(new Duplicate(10, 12));
        }
    }

    @Test
    void differentKeysAreNeverTheSameOnDisk() throws IOException {
        try (KeyIndex index = filled(new Random(1))) {
            assertThat(index.finish()).isEmpty();
        }
    }

    @Test
    void theFirstOfSeveralDuplicatesOnDiskIsNamed() throws IOException {
        Random again = new Random(1);
        long high = again.nextLong();
        long low = again.nextLong();
        long secondHigh = again.nextLong();
        long secondLow = again.nextLong();
        try (KeyIndex index = filled(new Random(1))) {
            assertThat(index.add(secondHigh, secondLow, KEYS + 1)).isEmpty();
            assertThat(index.add(high, low, KEYS + 2)).isEmpty();
            assertThat(index.add(high, low, KEYS + 3)).isEmpty();
            assertThat(index.finish()).contains(new Duplicate(2, KEYS + 1));
        }
    }

    @Test
    void nothingIsLeftInTheFolder() throws IOException {
        try (KeyIndex _ = filled(new Random(2));
                Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private KeyIndex filled(Random random) throws IOException {
        KeyIndex index = new KeyIndex(folder);
        for (long line = 1; line <= KEYS; line++) {
            Optional<Duplicate> duplicate = index.add(random.nextLong(), random.nextLong(), line);
            assertThat(duplicate).isEmpty();
        }
        return index;
    }
}
