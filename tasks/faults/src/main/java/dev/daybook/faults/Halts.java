package dev.daybook.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Follows a process that halts before each of its changing calls (SIGSTOP), and lets it go on after a look. */
final class Halts {

    private final Process process;
    private final Path log;
    private final int step;

    /**
     * @param log where the process notes its calls
     * @param step looks at each step-th halt
     */
    Halts(Process process, Path log, int step) {
        this.process = process;
        this.log = log;
        this.step = step;
    }

    /** What is done at a halt. */
    interface Look {
        DayState look() throws IOException, InterruptedException;
    }

    /** Looks until the process has ended; gives what was seen, by the number of the halt. */
    Map<Integer, DayState> lookAt(Look look) throws IOException, InterruptedException {
        Map<Integer, DayState> seen = new TreeMap<>();
        int halts = 0;
        int looked = 0;
        while (process.isAlive()) {
            if (!halted()) {
                Thread.sleep(1);
                continue;
            }
            int now = (int)
                    FileCalls.calls(log).stream().filter(FileCalls.Call::hit).count();
            if (now > halts) {
                halts = now;
                // Two halts can be told at once, so none of a certain number is waited for.
                if (halts - looked >= step) {
                    seen.put(halts, look.look());
                    looked = halts;
                }
            }
            new ProcessBuilder("kill", "-CONT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
        return seen;
    }

    /** Whether it is stopped: the state letter after its name in {@code /proc/PID/stat} (proc_pid_stat(5)). */
    private boolean halted() throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (NoSuchFileException e) {
            return false; // it has just ended
        }
    }
}
