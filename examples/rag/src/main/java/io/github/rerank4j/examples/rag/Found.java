package io.github.rerank4j.examples.rag;

import io.github.rerank4j.evaluation.ModelReport;
import io.github.rerank4j.examples.knowledge.Language;
import io.github.rerank4j.examples.knowledge.Question;
import java.util.List;

/**
 * What retrieval found, before any reranking.
 *
 * @param rankings in the order of the questions
 * @param report how well that answers them
 */
record Found(List<Ranking> rankings, ModelReport report) {

    Found {
        rankings = List.copyOf(rankings);
    }

    List<Question> questions() {
        return rankings.stream().map(Ranking::question).toList();
    }

    List<Question> questions(Language language) {
        return questions().stream()
                .filter(question -> question.language() == language)
                .toList();
    }
}
