package io.github.rerank4j.examples.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an application is made of.
 *
 * @param framework what it is built with
 * @param chat who writes the answers
 * @param members those who rerank one in the place of the other, the first choice first; empty if there is one reranker
 * @param noSwitch why none of them can be taken away; null if they can
 * @param questions some that the knowledge base answers
 */
public record About(
        String framework,
        String chat,
        Reranker reranker,
        List<Member> members,
        @Nullable String noSwitch,
        List<String> questions) {

    public About {
        members = List.copyOf(members);
        questions = List.copyOf(questions);
    }
}
