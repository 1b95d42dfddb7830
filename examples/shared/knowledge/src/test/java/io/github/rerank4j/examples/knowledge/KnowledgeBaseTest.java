package io.github.rerank4j.examples.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnowledgeBaseTest {

    private final KnowledgeBase knowledge = KnowledgeBase.load();

    @Test
    void it_is_large_enough_to_get_lost_in() {
        assertThat(knowledge.passages()).hasSizeGreaterThanOrEqualTo(80);
        assertThat(knowledge.questions()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(Language.values())
                .allSatisfy(language ->
                        assertThat(knowledge.passages(language)).hasSizeGreaterThan(2 * SearchIndex.CANDIDATES));
    }

    @Test
    void every_id_names_one_passage_or_question() {
        assertThat(knowledge.passages()).extracting(Passage::id).doesNotHaveDuplicates();
        assertThat(knowledge.questions()).extracting(Question::id).doesNotHaveDuplicates();
    }

    @Test
    void every_right_passage_exists_in_the_language_of_its_question() {
        assertThat(knowledge.questions()).allSatisfy(question -> {
            List<Passage> right = knowledge.passages(question.language()).stream()
                    .filter(passage -> question.rightPassages().contains(passage.id()))
                    .toList();

            assertThat(right).isNotEmpty().hasSameSizeAs(question.rightPassages());
        });
    }

    @Test
    void every_question_is_written_in_its_language() {
        assertThat(knowledge.questions())
                .allSatisfy(question -> assertThat(Language.of(question.text())).isEqualTo(question.language()));
    }

    @Test
    void every_file_is_on_the_list_of_files() throws Exception {
        Path folder = Path.of(Objects.requireNonNull(KnowledgeBase.class.getResource("/knowledge"))
                .toURI());

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".md"))
                            .map(file -> folder.relativize(file).toString().replace('\\', '/')))
                    .containsExactlyInAnyOrderElementsOf(Files.readAllLines(folder.resolve("files.txt")));
        }
    }

    @Test
    void a_passage_has_an_id_a_title_and_lines() {
        List<Passage> passages =
                KnowledgeBase.passages(Language.ENGLISH, "## en-1 One title\nLine 1.\nLine 2.\n\n## en-2 Two\nLine.\n");

        assertThat(passages)
                .containsExactly(
                        new Passage("en-1", Language.ENGLISH, "One title", "Line 1.\nLine 2."),
                        new Passage("en-2", Language.ENGLISH, "Two", "Line."));
        assertThat(passages.get(0).segment().text()).isEqualTo("One title\nLine 1.\nLine 2.");
        assertThat(passages.get(0).segment().metadata().getString(Passage.ID)).isEqualTo("en-1");
    }

    @Test
    void a_question_may_have_several_right_passages() {
        Question question = KnowledgeBase.question("q-1\tzh\t怎么办？\tzh-1,zh-2");

        assertThat(question).isEqualTo(new Question("q-1", Language.CHINESE, "怎么办？", List.of("zh-1", "zh-2")));
    }

    @Test
    void what_is_neither_passage_nor_question_is_refused() {
        assertThatThrownBy(() -> KnowledgeBase.passages(Language.ENGLISH, "No heading.\nLine."))
                .hasMessageContaining("No heading.");
        assertThatThrownBy(() -> KnowledgeBase.question("q-1\ten\twhat?")).hasMessageContaining("4 columns");
        assertThatThrownBy(() -> KnowledgeBase.question("q-1\tfr\tquoi ?\tfr-1"))
                .hasMessageContaining("\"fr\"");
    }
}
