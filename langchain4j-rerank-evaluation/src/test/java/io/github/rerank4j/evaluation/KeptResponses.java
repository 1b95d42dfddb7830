package io.github.rerank4j.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps answers in memory. */
class KeptResponses implements ResponseStore {

    final Map<String, List<KeptResponse>> kept = new HashMap<>();
    int added;

    @Override
    public List<KeptResponse> responses(String model, JudgedQuery question, List<Candidate> candidates) {
        return kept.getOrDefault(key(model, question, candidates), List.of());
    }

    @Override
    public void add(String model, JudgedQuery question, List<Candidate> candidates, KeptResponse answer) {
        added++;
        kept.computeIfAbsent(key(model, question, candidates), none -> new ArrayList<>())
                .add(answer);
    }

    private static String key(String model, JudgedQuery question, List<Candidate> candidates) {
        return model
                + question.id()
                + question.text()
                + candidates.stream().map(Candidate::text).toList();
    }
}
