package io.github.rerank4j.examples.rag;

import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.Judgments;
import io.github.rerank4j.evaluation.TrecRun;
import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.knowledge.Passage;
import io.github.rerank4j.examples.knowledge.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A knowledge base and what was found in it, as an evaluation takes them. */
final class Judged {

    private final KnowledgeBase knowledge;
    private final Map<String, Passage> passages;

    Judged(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
        this.passages = knowledge.passages().stream().collect(Collectors.toMap(Passage::id, passage -> passage));
    }

    /** Which passages are right. */
    Judgments judgments() {
        Judgments.Builder judgments = Judgments.builder();
        for (Question question : knowledge.questions()) {
            judgments.query(question.id(), question.text());
            question.rightPassages().forEach(passage -> judgments.grade(question.id(), passage, 1));
        }
        return judgments.build();
    }

    /** What was found, with the texts that a model gets. */
    Candidates candidates(List<Ranking> found) {
        Map<String, List<Candidate>> byQuestion = new LinkedHashMap<>();
        for (Ranking ranking : found) {
            byQuestion.put(
                    ranking.question().id(),
                    ranking.order().stream()
                            .map(id -> new Candidate(id, passage(id).segment().text()))
                            .toList());
        }
        return Candidates.of(byQuestion);
    }

    /** The rankings of a model, in the order of the questions; where scores are equal, in that of {@code trec_eval}. */
    List<Ranking> rankings(TrecRun run) {
        return knowledge.questions().stream()
                .map(question -> new Ranking(
                        question,
                        run.scores(question.id()).entrySet().stream()
                                .map(scored -> new FoundPassage(
                                        scored.getKey(),
                                        passage(scored.getKey()).title(),
                                        scored.getValue()))
                                .toList()))
                .toList();
    }

    private Passage passage(String id) {
        Passage passage = passages.get(id);
        if (passage == null) {
            throw new IllegalStateException("wrong data: there is no passage " + id);
        }
        return passage;
    }
}
