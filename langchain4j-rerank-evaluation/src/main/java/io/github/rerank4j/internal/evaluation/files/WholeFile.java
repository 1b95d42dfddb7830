package io.github.rerank4j.internal.evaluation.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are replaced as a whole, or stay what they were. */
public final class WholeFile {

    private WholeFile() {}

    /** Writes a text in UTF-8 in place of what was there. */
    public static void write(Path file, String text) throws IOException {
        Path absolute = file.toAbsolutePath();
        // not a temporary file of the JDK's, which nobody else may read
        Path fresh = absolute.resolveSibling("." + UUID.randomUUID() + ".tmp");
        try {
            Files.write(fresh, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
            replace(fresh, absolute);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void replace(Path fresh, Path file) throws IOException {
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
