package io.github.rerank4j.evaluation;

import java.util.List;

/**
 * Keeps what rerankers answered, so that an evaluation that was ended goes on, and a second one asks nothing. What it
 * keeps belongs to everything that a score depends on: the model as it is configured, which the store knows by the name,
 * the question, and all its candidates with their texts and in their order.
 *
 * <p>Both methods are called by the thread that runs the evaluation, one at a time. Whatever they throw ends it.
 */
public interface ResponseStore {

    /** What was added before, the oldest first: failures, of which there may be many, and what came at last. */
    List<KeptResponse> responses(String model, JudgedQuery question, List<Candidate> candidates);

    /** Keeps what has just come; also a failure, because it has cost something. */
    void add(String model, JudgedQuery question, List<Candidate> candidates, KeptResponse response);
}
