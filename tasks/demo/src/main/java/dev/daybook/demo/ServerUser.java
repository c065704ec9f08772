package dev.daybook.demo;

import dev.daybook.task.StepFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As whom PostgreSQL's programs run: they refuse to run as root. For root there are two ways: a user namespace of its own,
 * in which root is nobody but still owns its files ({@code unshare}), or, where a container forbids those, the user id
 * of nobody ({@code setpriv}), which then must own the data.
 *
 * @param prefix what goes before a command
 * @param owner the user id that must own the data, when it is not this process's
 */
record ServerUser(List<String> prefix, Optional<Integer> owner) {

    private static final int NOBODY = 65_534;

    /** Copies the list. */
    ServerUser {
        prefix = List.copyOf(prefix);
    }

    /**
     * Finds the user.
     *
     * @throws StepFailure.Configuration when this is root and neither way is open
     */
    static ServerUser find() {
        if (!output("id", "-u").equals("0")) {
            return new ServerUser(List.of(), Optional.empty());
        }
        if (succeeds("unshare", "-U", "true")) {
            return new ServerUser(List.of("unshare", "-U"), Optional.empty());
        }
        List<String> setpriv = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        if (succeeds(with(setpriv, "true"))) {
            return new ServerUser(setpriv, Optional.of(NOBODY));
        }
        throw new StepFailure.Configuration("PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' of"
                + " util-linux can give it another user here; run the demo as another user");
    }

    /** The command with the prefix. */
    List<String> command(String... words) {
        return with(prefix, words);
    }

    /** Whether this user can enter a folder. */
    boolean canEnter(Path folder) {
        return succeeds(command("test", "-x", folder.toString()));
    }

    /** Gives a file or a folder to this user. */
    void own(Path path) throws IOException {
        if (owner.isPresent()) {
            Files.setAttribute(path, "unix:uid", owner.get());
        }
    }

    private static List<String> with(List<String> prefix, String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        return command;
    }

    private static boolean succeeds(String... command) {
        return succeeds(List.of(command));
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for a user to run PostgreSQL as", e);
        }
    }

    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new StepFailure.Configuration("cannot run '" + String.join(" ", command) + "': " + e.getMessage(), e);
        }
    }
}
