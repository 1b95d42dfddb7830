package io.github.rerank4j.evaluation;

import java.util.List;

/** Keeps nothing. */
final class ForgetfulStore implements AnswerStore {

    @Override
    public List<Answer> answers(String model, JudgedQuery question, List<Candidate> candidates) {
        return List.of();
    }

    @Override
    public void add(String model, JudgedQuery question, List<Candidate> candidates, Answer answer) {}
}
