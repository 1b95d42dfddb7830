import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** How long files and methods are, and how much of each module is closed: {@code java .ci/Measure.java}. */
final class Measure {

    private static final String ROW = "%-44s %6s %16s %16s %10s %8s%n";

    private final List<Integer> files = new ArrayList<>();
    private final List<Integer> methods = new ArrayList<>();
    private int types;
    private int notPublic;
    private int classes;
    private int finalClasses;

    public static void main(String[] args) throws IOException {
        System.out.printf(ROW, "main code of", "files", "lines of a file", "of a method", "not public", "final");
        System.out.printf(ROW, "", "", "median/p90/max", "median/p90/max", "types", "classes");
        Measure all = new Measure();
        for (Path module : modules()) {
            Measure one = new Measure();
            one.read(module);
            all.add(one);
            one.print(module.toString());
        }
        all.print("all");
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.walk(Path.of(""), 7)) {
            return folders.filter(folder -> folder.endsWith(Path.of("src", "main", "java")))
                    .map(folder -> folder.getParent().getParent().getParent())
                    .filter(module -> module.startsWith("integrations") || module.toString().startsWith("langchain4j-"))
                    .sorted()
                    .toList();
        }
    }

    private void read(Path module) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null);
                Stream<Path> walked = Files.walk(module.resolve("src/main/java"))) {
            List<Path> sources = walked.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (Path source : sources) {
                files.add(Files.readAllLines(source).size());
            }
            for (CompilationUnitTree unit : task.parse()) {
                new Scan(unit, positions).scan(unit, null);
            }
        }
    }

    private final class Scan extends TreePathScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        Scan(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            if (method.getBody() != null && positions.getStartPosition(unit, method) >= 0) {
                methods.add(line(positions.getEndPosition(unit, method))
                        - line(positions.getStartPosition(unit, method)) + 1);
            }
            return super.visitMethod(method, none);
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            if (getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree) {
                types++;
                notPublic += type.getModifiers().getFlags().contains(Modifier.PUBLIC) ? 0 : 1;
                boolean isClass = type.getKind() == com.sun.source.tree.Tree.Kind.CLASS
                        && !type.getModifiers().getFlags().contains(Modifier.ABSTRACT);
                classes += isClass ? 1 : 0;
                finalClasses += isClass && type.getModifiers().getFlags().contains(Modifier.FINAL) ? 1 : 0;
            }
            return super.visitClass(type, none);
        }

        private int line(long position) {
            return (int) unit.getLineMap().getLineNumber(position);
        }
    }

    private void add(Measure other) {
        files.addAll(other.files);
        methods.addAll(other.methods);
        types += other.types;
        notPublic += other.notPublic;
        classes += other.classes;
        finalClasses += other.finalClasses;
    }

    private void print(String module) {
        System.out.printf(
                Locale.ROOT,
                ROW,
                module,
                files.size(),
                spread(files),
                spread(methods),
                share(notPublic, types),
                share(finalClasses, classes));
    }

    private static String spread(List<Integer> lengths) {
        if (lengths.isEmpty()) {
            return "-";
        }
        Collections.sort(lengths);
        int last = lengths.size() - 1;
        return lengths.get(last / 2) + "/" + lengths.get(last * 9 / 10) + "/" + lengths.get(last);
    }

    private static String share(int part, int all) {
        return all == 0 ? "-" : Math.round(100.0 * part / all) + " %";
    }
}
