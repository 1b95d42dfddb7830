package io.github.rerank4j.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build wrote down: every module's class path.
 *
 * @param benchmarks the folder of the modules
 */
record ClassPaths(Path benchmarks) {

    String of(String module) {
        return benchmarks.resolve(module).resolve("target/classes") + File.pathSeparator + text(module);
    }

    /** Its dependencies, without what the benchmarks themselves need. */
    List<Path> jars(String module) {
        return Stream.of(text(module).split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(jar -> !jar.getFileName().toString().contains("-benchmarks-"))
                .toList();
    }

    Path target() {
        return benchmarks.resolve("target");
    }

    private String text(String module) {
        try {
            return Files.readString(benchmarks.resolve(module).resolve("target/classpath.txt"))
                    .strip();
        } catch (IOException missing) {
            throw new UncheckedIOException("build the benchmarks first: make bench", missing);
        }
    }
}
