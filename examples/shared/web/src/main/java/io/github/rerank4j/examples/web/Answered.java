package io.github.rerank4j.examples.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question with its answer, and what reranking did for it.
 *
 * @param fits whether the passages have anything to do with the question, as far as can be told
 * @param answer from the passages; where none fits, a sentence that says so
 * @param chat who wrote the answer
 * @param reranker who has judged the passages; where nobody has, the first choice
 * @param judgedBy the member that has judged them; null if nobody has, or there are no members
 * @param insteadOf the members before that one, which did not answer
 * @param orderKept whether the passages kept the order they were found in, because nobody could judge them
 * @param members how they are now; empty if there are none
 * @param before the passages as they were found
 * @param after the passages as reranking left them: those that the answer was made from
 */
public record Answered(
        String question,
        boolean fits,
        String answer,
        String chat,
        Reranker reranker,
        @Nullable String judgedBy,
        List<String> insteadOf,
        boolean orderKept,
        List<Member> members,
        List<Ranked> before,
        List<Ranked> after,
        Took took) {

    public Answered {
        insteadOf = List.copyOf(insteadOf);
        members = List.copyOf(members);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
