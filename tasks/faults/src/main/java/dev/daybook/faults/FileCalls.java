package dev.daybook.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Counts and disturbs a process's file calls, by a small library in C that stands before the C library. */
final class FileCalls {

    /** What happens at the chosen call; {@code file-calls.c} describes each. */
    enum Kind {
        NONE,
        KILL,
        HALF,
        EIO,
        ENOSPC,
        SHORT,
        STOP;

        /** Whether the call can meet this fault; ENOSPC is for what needs room. */
        boolean suits(Call call) {
            return switch (this) {
                case NONE, STOP -> false;
                case KILL -> call.writes();
                case HALF -> call.writes() && call.hasLength();
                case SHORT -> call.hasLength();
                case EIO -> true;
                case ENOSPC ->
                    call.writes()
                            && !call.name().equals("unlink")
                            && !call.name().equals("rmdir");
            };
        }
    }

    /**
     * A call that was counted.
     *
     * @param number its place among the calls of its process, from 1
     * @param writes whether it changes anything
     * @param name the function's
     * @param path the file's or folder's
     * @param hit whether it was the disturbed one
     */
    record Call(int number, boolean writes, String name, String path, boolean hit) {

        boolean hasLength() {
            return name.endsWith("read") || name.endsWith("write");
        }

        static Call parse(String line) {
            boolean hit = line.startsWith("hit ");
            String[] parts = line.substring(hit ? "hit ".length() : 0).split(" ", 4);
            return new Call(Integer.parseInt(parts[0]), parts[1].equals("w"), parts[2], parts[3], hit);
        }
    }

    private final Path library;
    private final Optional<String> unavailable;

    private FileCalls(Path library, Optional<String> unavailable) {
        this.library = library;
        this.unavailable = unavailable;
    }

    /** Compiles the library with the machine's C compiler. */
    static FileCalls compile(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("file-calls.so");
        if (!System.getProperty("os.name").equals("Linux")) {
            return new FileCalls(library, Optional.of("needs Linux, whose system calls it knows"));
        }
        Path source = folder.resolve("file-calls.c");
        try (InputStream text = FileCalls.class.getResourceAsStream("file-calls.c")) {
            Files.write(source, text.readAllBytes());
        }
        Path output = folder.resolve("file-calls.log");
        try {
            int exitCode = new ProcessBuilder(
                            "cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(), "-ldl")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            return new FileCalls(
                    library,
                    exitCode == 0
                            ? Optional.empty()
                            : Optional.of("cc could not compile file-calls.c: "
                                    + Files.readString(output)
                                            .lines()
                                            .findFirst()
                                            .orElse("no word from it")));
        } catch (IOException e) {
            return new FileCalls(
                    library, Optional.of("needs a C compiler, found no cc: apt-get install gcc libc6-dev"));
        }
    }

    /** Why this machine cannot do it. */
    Optional<String> unavailable() {
        return unavailable;
    }

    /**
     * The variables that a process gets.
     *
     * @param folder whose calls count
     * @param number the call to disturb; 0 for none
     * @param log where the calls are written
     */
    Map<String, String> environment(Path folder, int number, Kind kind, Path log) {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAULT_FOLDER", folder.toString(),
                "FAULT_CALL", Integer.toString(number),
                "FAULT_KIND", kind.name().toLowerCase(Locale.ROOT),
                "FAULT_LOG", log.toString());
    }

    /** The calls that a process has made so far. */
    static List<Call> calls(Path log) throws IOException {
        List<Call> calls = new ArrayList<>();
        if (Files.exists(log)) {
            for (String line : Files.readAllLines(log)) {
                calls.add(Call.parse(line));
            }
        }
        return calls;
    }

    static Map<String, String> merged(Map<String, String> one, Map<String, String> other) {
        Map<String, String> all = new HashMap<>(one);
        all.putAll(other);
        return all;
    }
}
