package io.github.rerank4j.evaluation;

import java.util.List;

/** Keeps nothing. */
final class ForgetfulStore implements ResponseStore {

    @Override
    public List<KeptResponse> responses(String model, JudgedQuery question, List<Candidate> candidates) {
        return List.of();
    }

    @Override
    public void add(String model, JudgedQuery question, List<Candidate> candidates, KeptResponse answer) {}
}
