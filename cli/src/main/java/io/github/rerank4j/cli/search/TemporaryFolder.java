package io.github.rerank4j.cli.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone when it is closed, or when the process ends. */
final class TemporaryFolder implements AutoCloseable {

    private static final int TRIES = 20;

    private final Path path;
    private final Thread atTheEnd = new Thread(this::remove);

    TemporaryFolder() throws IOException {
        this.path = Files.createTempDirectory("rerank4j-");
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException endingAlready) {
            // the hook finds nothing any more
        }
    }

    /** More than once, because whoever is interrupted by the end may still be writing. */
    private void remove() {
        for (int i = 0; i < TRIES && Files.exists(path); i++) {
            try (Stream<Path> files = Files.walk(path)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    delete(file);
                }
            } catch (IOException | UncheckedIOException changedMeanwhile) {
                // looked at again
            }
        }
    }

    private static void delete(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException changedMeanwhile) {
            // looked at again
        }
    }
}
