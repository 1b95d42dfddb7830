package io.github.rerank4j.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.SearchIndex;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapTest {

    private static final List<Source> PASSAGES = List.of(
            new Source("p-1", "Prices", "What a worker costs is on the list.", 0.5),
            new Source("p-2", "备份", "怎么加密备份：用公钥。", 0.5));

    @Test
    void one_word_is_enough() {
        assertThat(Overlap.between("is there a worker?", PASSAGES)).isTrue();
        assertThat(Overlap.between("备份在哪里？", PASSAGES)).isTrue();
    }

    @Test
    void a_word_that_begins_like_one_of_the_passages_is_enough() {
        assertThat(Overlap.between("workers", PASSAGES)).isTrue();
        assertThat(Overlap.between("costly", PASSAGES)).isTrue();
        assertThat(Overlap.between("pressing", PASSAGES)).isFalse();
    }

    @Test
    void nonsense_and_grammar_are_not_enough() {
        assertThat(Overlap.between("zzzz qqqq", PASSAGES)).isFalse();
        assertThat(Overlap.between("What is the capital of France?", PASSAGES)).isFalse();
        assertThat(Overlap.between("天气怎么样", PASSAGES)).isFalse();
        assertThat(Overlap.between("?!", PASSAGES)).isFalse();
        assertThat(Overlap.between("worker", List.of())).isFalse();
    }

    @Test
    void hardly_a_question_that_comes_with_the_passages_is_turned_away() {
        KnowledgeBase knowledge = KnowledgeBase.load();
        ContentRetriever index = SearchIndex.of(knowledge).retriever();

        assertThat(knowledge.questions().stream()
                        .filter(question -> !Overlap.between(question.text(), found(index, question.text())))
                        .map(question -> question.id()))
                // asks for money back in other words than the passages do
                .containsExactly("q-zh-15");
    }

    private static List<Source> found(ContentRetriever index, String question) {
        return index.retrieve(Query.from(question)).stream()
                .map(content -> Source.of(content, ContentMetadata.SCORE))
                .toList();
    }
}
