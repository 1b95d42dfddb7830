package io.github.rerank4j.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.cli.data.DataFiles;
import io.github.rerank4j.cli.data.DataReader;
import io.github.rerank4j.cli.data.Dataset;
import io.github.rerank4j.evaluation.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Bm25RetrievalTest {

    @TempDir
    private Path folder;

    private List<String> found(String question, String... documents) throws IOException {
        StringBuilder corpus = new StringBuilder();
        for (int i = 0; i < documents.length; i++) {
            corpus.append("d").append(i).append('\t').append(documents[i]).append('\n');
        }
        Dataset data = new DataReader(new Bm25Retrieval())
                .read(
                        new DataFiles(
                                null,
                                Files.writeString(folder.resolve("corpus"), corpus),
                                Files.writeString(folder.resolve("queries"), "q\t" + question + "\n"),
                                Files.writeString(folder.resolve("qrels"), "q 0 d0 1\n"),
                                null),
                        1);
        return data.candidates().documents("q").stream().map(Candidate::id).toList();
    }

    @Test
    void what_shares_rare_words_comes_first() throws IOException {
        assertThat(found("Which dogs guard?", "dogs run", "cats run", "The dogs GUARD", "run"))
                .containsExactly("d2", "d0");
    }

    @Test
    void equal_scores_keep_the_order_of_the_corpus() throws IOException {
        assertThat(found("dogs", "dogs run", "dogs bark", "cats", "dogs hide")).containsExactly("d0", "d1", "d3");
    }

    @Test
    void texts_without_spaces_are_searched() throws IOException {
        assertThat(found(
                        "\u5bc6\u7801\u91cd\u7f6e", "\u5929\u6c14\u5f88\u597d", "\u5982\u4f55\u91cd\u7f6e\u5bc6\u7801"))
                .containsExactly("d1");
    }

    @Test
    void a_question_of_unknown_words_finds_nothing() throws IOException {
        assertThat(found("zebra ???", "dogs run")).isEmpty();
    }

    @Test
    void a_question_of_any_length_is_asked() throws IOException {
        StringBuilder question = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            question.append("word").append(i).append(' ');
        }

        assertThat(found(question.toString(), "word1 here", "nothing")).containsExactly("d0");
    }

    @Test
    void no_more_are_found_than_is_usual_to_rerank() throws IOException {
        String[] documents = new String[Bm25Retrieval.CANDIDATES + 10];
        Arrays.fill(documents, "dogs");

        assertThat(found("dogs", documents)).hasSize(Bm25Retrieval.CANDIDATES);
    }

    @Test
    void a_temporary_folder_is_gone_when_it_is_closed() throws IOException {
        Path path;
        try (TemporaryFolder temporary = new TemporaryFolder()) {
            path = temporary.path();
            Files.writeString(Files.createDirectory(path.resolve("inside")).resolve("file"), "x");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void what_a_killed_process_has_left_is_removed_days_later() throws IOException {
        Path killed = Files.createDirectories(folder.resolve("rerank4j-index-1"));
        Files.writeString(killed.resolve("segment"), "x");
        Path inUse = Files.createDirectories(folder.resolve("rerank4j-index-2"));
        Path other = Files.createDirectories(folder.resolve("rerank4j-notes"));
        FileTime daysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(killed, daysAgo);
        Files.setLastModifiedTime(other, daysAgo);

        try (TemporaryFolder temporary = new TemporaryFolder(folder)) {
            assertThat(temporary.path()).exists();
        }

        assertThat(killed).doesNotExist();
        assertThat(inUse).exists();
        assertThat(other).exists();
        assertThat(folder).isDirectoryNotContaining("glob:**/rerank4j-index-[!2]*");
    }
}
