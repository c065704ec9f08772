package dev.daybook.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The main code of all modules, measured as the compiler parses it. */
final class MainCode {

    private final List<Measured> classes = new ArrayList<>();
    private final List<Measured> methods = new ArrayList<>();
    private long lines;

    private MainCode() {}

    /**
     * Measures the sources in {@code src/main/java} of the modules.
     *
     * @param tasks the folder of the modules
     */
    static MainCode under(Path tasks) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        MainCode code = new MainCode();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sourcesUnder(tasks)));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree file : task.parse()) {
                code.lines += file.getSourceFile()
                        .getCharContent(true)
                        .toString()
                        .lines()
                        .count();
                code.new Scanner(file, positions).scan(new TreePath(file), null);
            }
        }
        code.classes.sort(Comparator.comparingLong(Measured::lines));
        code.methods.sort(Comparator.comparingLong(Measured::lines));
        return code;
    }

    private static List<Path> sourcesUnder(Path tasks) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(tasks)) {
            for (Path main : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("package-info.java"))
                            .forEach(sources::add);
                }
            }
        }
        return sources;
    }

    /** The top-level classes, shortest first. */
    List<Measured> classes() {
        return classes;
    }

    /** The methods and constructors, shortest first. */
    List<Measured> methods() {
        return methods;
    }

    /** The lines of all files. */
    long lines() {
        return lines;
    }

    private final class Scanner extends TreePathScanner<Void, Void> {

        private final CompilationUnitTree file;
        private final SourcePositions positions;

        Scanner(CompilationUnitTree file, SourcePositions positions) {
            this.file = file;
            this.positions = positions;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            if (getCurrentPath().getParentPath().getLeaf() == file) {
                classes.add(new Measured(tree.getSimpleName().toString(), length(tree)));
            }
            return super.visitClass(tree, nothing);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            String owner = ((ClassTree) getCurrentPath().getParentPath().getLeaf())
                    .getSimpleName()
                    .toString();
            methods.add(new Measured(owner + "#" + tree.getName(), length(tree)));
            return super.visitMethod(tree, nothing);
        }

        private long length(Tree tree) {
            return line(positions.getEndPosition(file, tree)) - line(positions.getStartPosition(file, tree)) + 1;
        }

        private long line(long position) {
            return file.getLineMap().getLineNumber(position);
        }
    }
}
