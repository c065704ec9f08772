package dev.daybook.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No package uses, through whatever others, a package that uses it; read from the class files of all modules. */
class PackageCyclesTest {

    private static final Pattern NAME = Pattern.compile("dev/daybook/[\\w/$]+");

    /** Module and class file of each class, by its name with slashes. */
    private final Map<String, String> modules = new TreeMap<>();

    private final Map<String, Path> files = new TreeMap<>();

    @Test
    void packagesFormNoCycle() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(".."))) {
            for (Path module : all.filter(one -> Files.isDirectory(one.resolve("target/classes")))
                    .toList()) {
                collect(module.getFileName().toString(), module.resolve("target/classes"));
            }
        }
        assertThat(files).as("class files of all modules: run it with them").hasSizeGreaterThan(500);
        Map<String, Map<String, String>> uses = new TreeMap<>();
        for (String name : files.keySet()) {
            addUses(name, uses.computeIfAbsent(packageOf(name), _ -> new TreeMap<>()));
        }
        Set<String> done = new TreeSet<>();
        List<String> cycles = new ArrayList<>();
        uses.keySet().forEach(start -> findCycles(start, uses, new LinkedHashMap<>(), done, cycles));
        assertThat(cycles).isEmpty();
    }

    @Test
    void aCycleIsToldWithAnExampleOfEachUse() {
        List<String> cycles = new ArrayList<>();
        findCycles(
                "a",
                Map.of(
                        "a",
                        Map.of("b", "a/A uses b/B"),
                        "b",
                        Map.of("c", "b/B uses c/C"),
                        "c",
                        Map.of("b", "c/C uses b/B")),
                new LinkedHashMap<>(),
                new TreeSet<>(),
                cycles);
        assertThat(cycles).containsExactly("b/B uses c/C, c/C uses b/B");
    }

    private void collect(String module, Path classes) throws IOException {
        try (Stream<Path> found = Files.walk(classes)) {
            for (Path file :
                    found.filter(one -> one.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace(".class", "");
                modules.put(name, module);
                files.put(name, file);
            }
        }
    }

    /** Every class that a class file names stands in its constant pool, in a type or alone. */
    private void addUses(String user, Map<String, String> uses) throws IOException {
        for (PoolEntry entry : ClassFile.of().parse(files.get(user)).constantPool()) {
            if (entry instanceof Utf8Entry text) {
                NAME.matcher(text.stringValue())
                        .results()
                        .map(found -> found.group())
                        .filter(used -> counts(user, used))
                        .forEach(used -> uses.putIfAbsent(packageOf(used), user + " uses " + used));
            }
        }
    }

    private boolean counts(String user, String used) {
        return modules.containsKey(used) && !packageOf(user).equals(packageOf(used));
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('/'));
    }

    private static void findCycles(
            String at,
            Map<String, Map<String, String>> uses,
            Map<String, String> path,
            Set<String> done,
            List<String> cycles) {
        uses.getOrDefault(at, Map.of()).forEach((next, example) -> {
            path.put(at, example);
            if (path.containsKey(next)) {
                List<String> names = new ArrayList<>(path.keySet());
                cycles.add(
                        String.join(", ", new ArrayList<>(path.values()).subList(names.indexOf(next), names.size())));
            } else if (!done.contains(next)) {
                findCycles(next, uses, path, done, cycles);
            }
            path.remove(at);
        });
        done.add(at);
    }
}
