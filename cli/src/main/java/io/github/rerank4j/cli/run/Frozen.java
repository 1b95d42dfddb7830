package io.github.rerank4j.cli.run;

import io.github.rerank4j.cli.data.Dataset;
import io.github.rerank4j.cli.data.Question;
import io.github.rerank4j.evaluation.Candidate;
import io.github.rerank4j.evaluation.Candidates;
import io.github.rerank4j.evaluation.Judgments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Data as an evaluation takes them. */
final class Frozen {

    private Frozen() {}

    static Judgments judgments(Dataset data) {
        Judgments.Builder judgments = Judgments.builder();
        for (Question question : data.questions()) {
            judgments.question(question.id(), question.text()).judged(question.id());
            question.judged().forEach((document, grade) -> judgments.grade(question.id(), document, grade));
        }
        return judgments.build();
    }

    static Candidates candidates(Dataset data) {
        Map<String, List<Candidate>> candidates = new HashMap<>();
        Map<String, Candidate> once = new HashMap<>();
        for (Question question : data.questions()) {
            candidates.put(
                    question.id(),
                    question.candidates().stream()
                            .map(id -> once.computeIfAbsent(
                                    id,
                                    none -> new Candidate(
                                            id,
                                            Objects.requireNonNull(data.texts().get(id)))))
                            .toList());
        }
        return Candidates.of(candidates);
    }
}
