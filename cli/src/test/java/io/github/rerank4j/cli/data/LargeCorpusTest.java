package io.github.rerank4j.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeCorpusTest {

    private static final int WANTED = 10_000;

    @Test
    void a_corpus_is_read_in_the_memory_of_the_texts_that_are_wanted(@TempDir Path folder) throws IOException {
        requireRead(folder, 50_000);
    }

    /** Surefire's memory is 512 MB, and so many documents take more. */
    @Test
    @Tag("exhaustive")
    void a_million_documents_are_read(@TempDir Path folder) throws IOException {
        requireRead(folder, 1_000_000);
    }

    private static void requireRead(Path folder, int documents) throws IOException {
        Path file = folder.resolve("corpus.jsonl");
        String text = "some words of a passage of a usual length ".repeat(15);
        try (BufferedWriter corpus = Files.newBufferedWriter(file)) {
            for (int i = 0; i < documents; i++) {
                corpus.write("{\"_id\":\"document-" + i + "\",\"title\":\"\",\"text\":\"" + text + i + "\"}\n");
            }
        }
        Set<String> wanted = new HashSet<>();
        for (int i = 0; i < WANTED; i++) {
            wanted.add("document-" + i * (documents / WANTED));
        }
        Set<String> expected = new HashSet<>(wanted);

        assertThat(new Corpus(file).texts(wanted, expected)).hasSize(WANTED);
        assertThat(expected).isEmpty();
    }
}
