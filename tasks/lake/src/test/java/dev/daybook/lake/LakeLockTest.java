package dev.daybook.lake;

import static dev.daybook.lake.SampleExtracts.CLOSING;
import static dev.daybook.lake.SampleExtracts.KEY;
import static dev.daybook.lake.SampleExtracts.RUN;
import static dev.daybook.lake.SampleExtracts.description;
import static dev.daybook.lake.SampleExtracts.orders;
import static dev.daybook.lake.SampleExtracts.publish;
import static dev.daybook.lake.SampleExtracts.published;
import static dev.daybook.lake.SampleExtracts.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.files.Folders;
import dev.daybook.lake.files.LocalFileSteps;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.model.Manifest;
import dev.daybook.lake.model.SourceKind;
import dev.daybook.lake.model.WriterSettings;
import dev.daybook.lake.publish.Publication;
import dev.daybook.task.StepFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs of one extract at once. */
class LakeLockTest {

    @TempDir
    private Path folder;

    private Lake lake;
    private Path staging;

    @BeforeEach
    void openLake() {
        lake = PublishScenario.lake(folder, new LocalFileSteps());
        staging = folder.resolve(LakePaths.STAGING);
    }

    @Test
    void aSecondProcessLeavesAtOnceAndNamesTheFirst() throws IOException {
        publish(lake, 1);
        Process first = PublishingProcess.start("hold", folder.toString());
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("holding true");

            assertThatThrownBy(() -> publish(lake, 2))
                    .isInstanceOf(StepFailure.Temporary.class)
                    .message()
                    .matches("northwind/postgres 2024-01-20 is being published by process " + first.pid()
                            + " on \\S+ since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ;"
                            + " wait for it to end, or stop it, and run this again");
            assertThat(published(lake)).contains(List.of(1L));
        } finally {
            first.destroyForcibly();
        }
        PublishingProcess.exitCode(first);
        publish(lake, 2);
        assertThat(published(lake)).contains(List.of(2L));
        assertThat(PublishScenario.leftovers(folder)).isEmpty();
    }

    @Test
    void manyProcessesAtOnceNeverMix() throws IOException {
        List<Process> processes = new ArrayList<>();
        try {
            race(processes);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private void race(List<Process> processes) throws IOException {
        List<BufferedReader> outputs = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            Process process = PublishingProcess.start("race", folder.toString(), String.valueOf(number));
            processes.add(process);
            outputs.add(new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        }
        for (BufferedReader output : outputs) {
            assertThat(output.readLine()).isEqualTo("ready");
        }
        for (Process process : processes) {
            process.getOutputStream().write('\n');
            process.getOutputStream().close();
        }
        int seen = 0;
        while (processes.stream().anyMatch(Process::isAlive)) {
            int looked = look();
            assertThat(looked).as("published once, present ever after").isGreaterThanOrEqualTo(seen > 0 ? 0 : -1);
            seen += Math.max(0, looked);
        }
        int published = 0;
        int refused = 0;
        for (int i = 0; i < processes.size(); i++) {
            assertThat(PublishingProcess.exitCode(processes.get(i))).isZero();
            String[] counts = outputs.get(i).readLine().split(" ");
            published += Integer.parseInt(counts[0]);
            refused += Integer.parseInt(counts[1]);
        }
        assertThat(seen).as("looks that saw an extract").isPositive();
        assertThat(published).isPositive();
        assertThat(refused).as("runs that met another").isPositive();
        assertThat(published + refused).isEqualTo(80);
        assertThat(look()).isEqualTo(1);
        assertThat(PublishScenario.leftovers(folder)).isEmpty();
    }

    /** Reads what is published while it is replaced: one run's two numbers, 0 when it was replaced meanwhile, -1 when absent. */
    private int look() {
        try {
            return published(lake)
                    .map(numbers -> {
                        assertThat(numbers).hasSize(2);
                        assertThat(numbers.getFirst()).isBetween(1L, 4L);
                        assertThat(numbers.getLast()).isBetween(0L, 19L);
                        return 1;
                    })
                    .orElse(-1);
        } catch (StepFailure.Temporary e) {
            assertThat(e).hasMessage("northwind/postgres 2024-01-20 was replaced while it was read; run this again");
            return 0;
        }
    }

    @Test
    void aSecondRunInTheSameProcessLeavesToo() {
        try (Publication first = lake.begin(KEY, RUN, WriterSettings.DEFAULT)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> lake.begin(KEY, RUN, WriterSettings.DEFAULT))
                        .isInstanceOf(StepFailure.Temporary.class)
                        .hasMessageStartingWith("northwind/postgres 2024-01-20 is being published by process "
                                + ProcessHandle.current().pid() + " on ");
            }
            write(first, orders(), 1);
            first.publish(description(CLOSING), false);
        }
        publish(lake, 2);
        assertThat(published(lake)).contains(List.of(2L));
    }

    @Test
    void anotherDayIsFree() {
        Manifest.ExtractKey other =
                new Manifest.ExtractKey(KEY.pipeline(), KEY.source(), dev.daybook.task.Period.parse("2024-01-21"));
        try (Publication one = lake.begin(KEY, RUN, WriterSettings.DEFAULT);
                Publication two = lake.begin(other, RUN, WriterSettings.DEFAULT)) {
            assertThat(one.current()).isEqualTo(two.current());
        }
    }

    @Test
    void anOrphanDoesNotReplaceWhatANewerRunPublished() throws IOException {
        publish(lake, 1);
        Publication orphan = lake.begin(KEY, RUN, WriterSettings.DEFAULT);
        write(orphan, orders(), 66);
        Path hidden = hideStaging();
        loseLock();

        publish(lake, 2);

        unhideStaging(hidden);
        assertThatThrownBy(() -> orphan.publish(description(CLOSING), false))
                .isInstanceOf(StepFailure.Temporary.class)
                .hasMessage("another run published northwind/postgres 2024-01-20 while this one was at work;"
                        + " what that run published stays; run this again");
        orphan.close();
        assertThat(published(lake)).contains(List.of(2L));
        assertThat(PublishScenario.leftovers(folder)).isEmpty();
    }

    @Test
    void anOrphanDoesNotPublishFirstAfterANewerRunDid() throws IOException {
        Publication orphan = lake.begin(KEY, RUN, WriterSettings.DEFAULT);
        write(orphan, orders(), 66);
        Path hidden = hideStaging();
        loseLock();

        publish(lake, 2);

        unhideStaging(hidden);
        assertThatThrownBy(() -> orphan.publish(description(CLOSING), false))
                .isInstanceOf(StepFailure.Temporary.class)
                .hasMessageStartingWith("another run published northwind/postgres 2024-01-20 while");
        orphan.close();
        assertThat(published(lake)).contains(List.of(2L));
    }

    @Test
    void anOrphanWhoseStagingFolderIsGonePublishesNothing() throws IOException {
        Publication orphan = lake.begin(KEY, RUN, WriterSettings.DEFAULT);
        write(orphan, orders(), 66);
        loseLock();
        publish(lake, 2);

        assertThatThrownBy(() -> orphan.publish(description(CLOSING), false))
                .isInstanceOf(StepFailure.Temporary.class)
                .message()
                .matches("cannot write .*: .*/public.orders is gone, which only another run removes; run this again");
        orphan.close();
        assertThat(published(lake)).contains(List.of(2L));
    }

    /** Another run publishes between the look at what is there and the exchange. */
    @Test
    void swapsBackWhenTheExchangeBringsOutSomethingElse() {
        publish(lake, 1);
        Publication[] orphan = new Publication[1];
        int[] exchanges = new int[1];
        WatchedSteps steps = new WatchedSteps(
                (_, name) -> {
                    if (name.startsWith("exchange") && name.contains("logical_date=") && exchanges[0]++ == 0) {
                        Path hidden = hideStaging();
                        loseLock();
                        publish(lake, 2);
                        unhideStaging(hidden);
                    }
                },
                true);
        orphan[0] = PublishScenario.lake(folder, steps).begin(KEY, RUN, WriterSettings.DEFAULT);
        write(orphan[0], orders(), 66);

        assertThatThrownBy(() -> orphan[0].publish(description(CLOSING), false))
                .isInstanceOf(StepFailure.Temporary.class)
                .hasMessageStartingWith("another run published northwind/postgres 2024-01-20 while");

        assertThat(exchanges[0]).as("exchanged and exchanged back").isEqualTo(2);
        orphan[0].close();
        assertThat(published(lake)).contains(List.of(2L));
    }

    @Test
    void removesWhatDeadRunsLeftADayAgoAndNothingYounger() throws IOException {
        Path old = leftover("northwind-csv-2024-01-19@run.0123abcd", Duration.ofHours(25));
        Path young = leftover("northwind-csv-2024-01-18@run.0123abcd", Duration.ofHours(23));
        Path ours = leftover("northwind-postgres-2024-01-20@run.0123abcd", Duration.ZERO);
        Path foreign = leftover("notes", Duration.ofDays(400));

        publish(lake, 1);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(ours).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void keepsOldFoldersOfALivingRun() throws IOException {
        Manifest.ExtractKey other =
                new Manifest.ExtractKey(KEY.pipeline(), KEY.source(), dev.daybook.task.Period.parse("2024-01-21"));
        try (Publication slow = lake.begin(other, RUN, WriterSettings.DEFAULT)) {
            write(slow, orders(), 7);
            age(staged(), Duration.ofHours(30));
            publish(lake, 1);
            slow.publish(
                    new Publication.Description(
                            SourceKind.POSTGRES,
                            "0.1.0",
                            dev.daybook.task.AsOf.of(other.period(), CLOSING),
                            true,
                            java.util.Map.of(),
                            List.of(),
                            "extract less"),
                    false);
        }
        assertThat(lake.find(other)).isPresent();
    }

    private Path leftover(String name, Duration age) throws IOException {
        Path directory = Files.createDirectories(staging.resolve(name));
        Files.writeString(
                Files.createDirectories(directory.resolve("public.orders")).resolve("part-00000.open"), "x");
        age(directory, age);
        return directory;
    }

    private static void age(Path path, Duration age) throws IOException {
        if (Files.isDirectory(path)) {
            for (Path entry : Folders.entries(path)) {
                age(entry, age);
            }
        }
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
    }

    private Path staged() throws IOException {
        return Folders.entries(staging).stream()
                .filter(path -> path.getFileName().toString().contains("@"))
                .findFirst()
                .orElseThrow();
    }

    /** As on a network file system that forgot the lock: another run does not see our lock and finds another file. */
    private void loseLock() throws IOException {
        Path locks = staging.resolve("locks");
        Files.move(locks, folder.resolve("locks-" + System.nanoTime()));
        Path elsewhere = Files.createDirectories(folder.resolve("locks-of-the-other-host-" + System.nanoTime()));
        Files.createSymbolicLink(locks, elsewhere);
    }

    private Path hideStaging() throws IOException {
        Path staged = staged();
        Path hidden = folder.resolve("hidden").resolve(staged.getFileName());
        Files.createDirectories(hidden.getParent());
        return Files.move(staged, hidden);
    }

    private void unhideStaging(Path hidden) throws IOException {
        Files.move(hidden, staging.resolve(hidden.getFileName()));
    }
}
