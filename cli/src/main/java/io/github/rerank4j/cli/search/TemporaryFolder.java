package io.github.rerank4j.cli.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone when it is closed, or when the process ends; at the latest when another one is made days later. */
final class TemporaryFolder implements AutoCloseable {

    private static final String PREFIX = "rerank4j-index-";
    private static final int TRIES = 20;
    /** Far longer than one is in use. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path path;
    private final Thread atTheEnd = new Thread(this::remove);

    TemporaryFolder() throws IOException {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    TemporaryFolder(Path parent) throws IOException {
        removeAbandoned(parent);
        this.path = Files.createTempDirectory(parent, PREFIX);
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /** Of processes that were killed; as far as this user may. */
    private static void removeAbandoned(Path parent) {
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
                    deleteAll(folder);
                }
            }
        } catch (IOException | UncheckedIOException | DirectoryIteratorException notOurs) {
            // another user's, or another process removes it too
        }
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
            try {
                deleteAll(path);
            } catch (IOException | UncheckedIOException changedMeanwhile) {
                // looked at again
            }
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                delete(file);
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
