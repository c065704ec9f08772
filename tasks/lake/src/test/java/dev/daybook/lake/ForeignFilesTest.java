package dev.daybook.lake;

import static dev.daybook.lake.SampleExtracts.DAY;
import static dev.daybook.lake.SampleExtracts.KEY;
import static dev.daybook.lake.SampleExtracts.PIPELINE;
import static dev.daybook.lake.SampleExtracts.RUN;
import static dev.daybook.lake.SampleExtracts.publish;
import static dev.daybook.lake.SampleExtracts.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.lake.files.FileSteps;
import dev.daybook.lake.files.LocalFileSteps;
import dev.daybook.lake.files.LocalStorage;
import dev.daybook.lake.manifest.SigningKeys;
import dev.daybook.lake.model.LakePaths;
import dev.daybook.lake.publish.Publication;
import dev.daybook.lake.read.PublishedExtract;
import dev.daybook.lake.storage.TakeOver;
import dev.daybook.task.StepFailure;
import dev.daybook.task.file.OddFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else put into the lake is neither replaced, nor deleted, nor followed, whatever its name. */
@Timeout(60)
class ForeignFilesTest {

    private static final String DAY_FOLDER = "northwind/postgres/logical_date=2024-01-20";
    private static final String SLOT = "northwind-postgres-2024-01-20";

    @TempDir
    private Path folder;

    private Path root;
    private Lake lake;

    @BeforeEach
    void openLake() throws IOException {
        root = Files.createDirectory(folder.resolve("output"));
        lake = lake(new LocalFileSteps());
    }

    private Lake lake(FileSteps steps) {
        return PublishScenario.lake(root, steps);
    }

    private Lake takingOver(FileSteps steps, List<String> told) {
        return new Lake(
                new LocalStorage(root, steps),
                SigningKeys.NONE,
                TakeOver.when("--take-over", true, told::add),
                new LinesFormat());
    }

    private Path write(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"thesis.txt", "public.orders/part-00000-0123abcd.parquet", "_manifest.json/x", "_SUCCESS"})
    void aFolderWithoutAManifestIsNotReplaced(String path) throws IOException {
        Path mine = write(DAY_FOLDER + "/" + path);

        assertThatThrownBy(() -> publish(lake, 1))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("northwind/postgres 2024-01-20 would replace " + root.resolve(DAY_FOLDER)
                        + ", which Daybook did not make: it holds " + path.replaceFirst("/.*", "")
                        + "; move it away and run this again; --take-over replaces it all the same");
        assertThat(mine).hasContent("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "thesis.txt,true",
        "thesis.txt,false",
        "public.orders/part-00000-0123abcd.parquet,true",
        "_manifest.json/x,true",
        "_manifest.json/x,false"
    })
    void aFolderIsTakenOverWhereThatIsAskedFor(String path, boolean exchanges) throws IOException {
        write(DAY_FOLDER + "/" + path);
        List<String> told = new ArrayList<>();

        publish(takingOver(new WatchedSteps((_, _) -> {}, exchanges), told), 1);

        assertThat(told)
                .containsExactly("northwind/postgres 2024-01-20 replaced " + root.resolve(DAY_FOLDER)
                        + ", which Daybook did not make, as --take-over says: it held " + path.replaceFirst("/.*", ""));
        assertThat(published(lake)).contains(List.of(1L));
        assertThat(root.resolve(DAY_FOLDER).resolve(path)).doesNotExist();
    }

    @Test
    void onlyThePlaceAtHandIsTakenOver() throws IOException {
        Path own = write("_staging/" + SLOT + "@run.0123abcd/thesis.txt");
        String otherSlot = SLOT.replace("20", "19");
        Path other = write("_staging/" + otherSlot + "@run.0123abcd/thesis.txt");
        Files.setLastModifiedTime(other, FileTime.from(Instant.EPOCH));
        Files.setLastModifiedTime(other.getParent(), FileTime.from(Instant.EPOCH));
        List<String> told = new ArrayList<>();

        publish(takingOver(new LocalFileSteps(), told), 1);
        publish(takingOver(new LocalFileSteps(), told), 2);

        assertThat(told)
                .containsExactly(own.getParent() + " is taken for what a dead run left, as --take-over says, although"
                        + " Daybook did not make " + own);
        assertThat(own).doesNotExist();
        assertThat(other).hasContent("mine");
    }

    @Test
    void neitherAFileNorALinkInPlaceOfADayIsReplaced() throws IOException {
        Path mine = write(DAY_FOLDER);
        assertThatThrownBy(() -> publish(lake, 1))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("northwind/postgres 2024-01-20 would replace " + mine
                        + ", which Daybook did not make: it is a file; move it away and run this again");

        Files.delete(mine);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(mine, elsewhere);
        assertThatThrownBy(() -> publish(lake, 1))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("northwind/postgres 2024-01-20 would replace " + mine
                        + ", which Daybook did not make: it is a link; move it away and run this again");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aReportsFolderWithOtherFilesIsNotReplaced() throws IOException {
        String place = "northwind/reports/numbers/logical_date=2024-01-20";
        Path mine = write(place + "/thesis.txt");

        assertThatThrownBy(() -> lake.beginReport(PIPELINE, "numbers", DAY, RUN))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(
                        "northwind/reports/numbers 2024-01-20 would replace " + root.resolve(place)
                                + ", which Daybook did not make: it holds thesis.txt; move it away and run this again; --take-over replaces it all the same");
        assertThat(mine).hasContent("mine");
    }

    /** It may appear while an extract is at work; then it is seen before or after the exchange. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aForeignFolderThatTakesThePlaceMeanwhileStays(boolean exchanges) throws IOException {
        publish(lake, 1);
        boolean[] happened = {false};
        WatchedSteps steps = new WatchedSteps(
                (_, name) -> {
                    if (!happened[0] && name.startsWith(exchanges ? "exchange" : "rename logical_date")) {
                        happened[0] = true;
                        Files.move(root.resolve(DAY_FOLDER), folder.resolve("moved"));
                        write(DAY_FOLDER + "/thesis.txt");
                    }
                },
                exchanges);

        assertThatThrownBy(() -> publish(lake(steps), 2))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessageContaining("which Daybook did not make: it holds thesis.txt");
        assertThat(happened).containsExactly(true);
        assertThat(root.resolve(DAY_FOLDER + "/thesis.txt")).hasContent("mine");
    }

    @Test
    void whatOnlyHasTheNameOfALeftoverStays() throws IOException {
        Path staged = write("_staging/" + SLOT + "@run.0123abcd/thesis.txt");
        Path probe = write("northwind/postgres/_probe-" + SLOT.replace("20", "19") + "/thesis.txt");

        publish(lake, 1);

        assertThat(staged).hasContent("mine");
        assertThat(probe).hasContent("mine");
    }

    @Test
    void whatHasTheNameOfAReplacedDayStays() throws IOException {
        Path mine = write("_staging/" + SLOT + ".replaced/thesis.txt");

        assertThatThrownBy(() -> publish(lake, 1))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage(mine.getParent() + " has the name of what a dead run leaves, and Daybook did not make "
                        + mine + "; move it away and run this again; --take-over takes it all the same");
        assertThat(mine).hasContent("mine");

        List<String> told = new ArrayList<>();
        publish(takingOver(new LocalFileSteps(), told), 1);

        assertThat(told)
                .containsExactly(
                        mine.getParent()
                                + " is taken for what a dead run left, as --take-over says, although Daybook did"
                                + " not make " + mine,
                        "northwind/postgres 2024-01-20 replaced " + root.resolve(DAY_FOLDER)
                                + ", which Daybook did not make, as --take-over says: it held thesis.txt");
        assertThat(mine).doesNotExist();
    }

    /** As the version before left it when it died while it removed what it had replaced: the manifest goes first. */
    @Test
    void aHalfRemovedDayIsStillOurs() throws IOException {
        publish(lake, 1);
        write("_staging/" + SLOT + ".replaced/public.orders/part-00000-0123abcd.parquet");
        write("_staging/" + SLOT + ".replaced/_SUCCESS");

        publish(lake, 2);

        assertThat(published(lake)).contains(List.of(2L));
        assertThat(root.resolve("_staging/" + SLOT + ".replaced")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"DANGLING,a link", "LINK,a link", "ENDLESS,a link", "PIPE,a named pipe", "FOLDER,a folder"})
    void whatLiesInPlaceOfALocksFileIsNeitherFollowedNorWritten(OddFiles.Kind kind, String found) throws IOException {
        Path locks = Files.createDirectories(root.resolve("_staging/locks"));
        Path lock = new OddFiles(locks).make(kind, SLOT + ".lock");

        assertThatThrownBy(() -> publish(lake, 1))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("cannot lock " + lock + ": expected a file, found " + found
                        + "; move it away or correct --lake");
        assertThat(locks.resolve("missing")).doesNotExist();
        if (kind == OddFiles.Kind.LINK) {
            assertThat(locks.resolve(SLOT + ".lock.target")).hasContent("target");
        }
    }

    /** A hard link is a regular file; what gives it away is what it holds. */
    @Test
    void anotherFileInPlaceOfALocksFileIsNotOverwritten() throws IOException {
        Path mine = write("thesis.txt");
        Path lock = Files.createLink(
                Files.createDirectories(root.resolve("_staging/locks")).resolve(SLOT + ".lock"), mine);

        assertThatThrownBy(() -> publish(lake, 1))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("cannot lock " + lock
                        + ": expected a lock's file, found another one; move it away or correct --lake");
        assertThat(mine).hasContent("mine");
    }

    /** A machine that crashes may leave the name without the text, or with zeros for it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0\0", "process 1 on 3f9c since 2024-01-21T00:03:10Z\n"})
    void aLocksFileOfACrashIsTaken(String text) throws IOException {
        Files.writeString(write("_staging/locks/" + SLOT + ".lock"), text);

        publish(lake, 1);

        assertThat(published(lake)).contains(List.of(1L));
    }

    @ParameterizedTest
    @EnumSource(names = {"PIPE", "ENDLESS", "FOLDER", "DANGLING", "LOOP", "SOCKET", "LINK"})
    void whatLiesInPlaceOfAManifestIsRefusedAtOnce(OddFiles.Kind kind) throws IOException {
        publish(lake, 1);
        Path manifest = root.resolve(DAY_FOLDER).resolve(LakePaths.MANIFEST);
        Files.delete(manifest);
        new OddFiles(manifest.getParent()).make(kind, LakePaths.MANIFEST);
        String found = switch (kind) {
            case PIPE -> "a named pipe";
            case FOLDER -> "a folder";
            case SOCKET -> "a socket";
            case ENDLESS, DANGLING, LOOP, UNREADABLE, LINK -> "a link";
        };

        assertThatThrownBy(() -> lake.find(KEY))
                .isInstanceOf(StepFailure.BadData.class)
                .hasMessage("damaged manifest " + manifest + ": expected a file, found " + found
                        + "; run the extract of this period again");
    }

    /** An extract that cannot be looked at is not one that is missing. */
    @ParameterizedTest
    @CsvSource({"northwind,FILE", "northwind/postgres,FILE", "northwind,DANGLING", "_staging,FILE", "_staging,DANGLING"
    })
    void whatLiesInPlaceOfAFolderIsNamed(String path, String kind) throws IOException {
        Path place = root.resolve(path);
        Files.createDirectories(place.getParent());
        boolean isFile = kind.equals("FILE");
        if (isFile) {
            Files.writeString(place, "mine");
        } else {
            Files.createSymbolicLink(place, folder.resolve("missing"));
        }
        String reason = "expected a folder, found " + (isFile ? "a file" : "a link to what does not exist");

        assertThatThrownBy(() -> publish(lake, 1))
                .isInstanceOf(StepFailure.Configuration.class)
                .message()
                .startsWith("cannot ")
                .contains(place + ": " + reason)
                .endsWith("; move it away or correct --lake");
        if (!path.equals("_staging")) {
            assertThatThrownBy(() -> lake.find(KEY))
                    .isInstanceOf(StepFailure.Configuration.class)
                    .hasMessage("cannot read " + root.resolve(DAY_FOLDER) + "/_manifest.json: " + place + ": " + reason
                            + "; move it away or correct --lake");
        }
    }

    /** Neither "run the extract" (66) nor "another run published" (75) would be true. */
    @Test
    void whatCannotBeReadIsNotAbsent() throws IOException {
        publish(lake, 1);
        PublishedExtract read = lake.find(KEY).orElseThrow();
        Files.move(root.resolve("northwind"), folder.resolve("moved"));
        new OddFiles(root).make(OddFiles.Kind.LOOP, "northwind");
        String message = "cannot read " + root.resolve(DAY_FOLDER)
                + "/_manifest.json: Too many levels of symbolic links or unable to access attributes of symbolic link";

        assertThatThrownBy(() -> lake.find(KEY))
                .isInstanceOf(StepFailure.InputOutput.class)
                .hasMessage(message);
        assertThatThrownBy(read::isCurrent)
                .isInstanceOf(StepFailure.InputOutput.class)
                .hasMessage(message);
    }

    @Test
    void aFileInPlaceOfTheLakeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        assertThatThrownBy(() -> publish(Lake.at(file), 1))
                .isInstanceOf(StepFailure.Configuration.class)
                .hasMessage("cannot make the lake's root " + file
                        + ": expected a folder, found a file; move it away or correct --lake");
    }

    /** The new day is published by then. */
    @Test
    void tidyingThatFailsIsNoFailure() throws IOException {
        publish(lake, 1);
        boolean[] happened = {false};
        WatchedSteps steps = new WatchedSteps(
                (_, name) -> {
                    if (name.equals("delete " + SLOT + ".replaced")
                            && Files.exists(root.resolve("_staging/" + SLOT + ".replaced"))) {
                        happened[0] = true;
                        throw new FileSystemException(name, null, "Input/output error");
                    }
                },
                false);

        assertThat(publish(lake(steps), 2)).isInstanceOf(Publication.Outcome.Published.class);

        assertThat(happened).containsExactly(true);
        assertThat(published(lake)).contains(List.of(2L));
    }
}
