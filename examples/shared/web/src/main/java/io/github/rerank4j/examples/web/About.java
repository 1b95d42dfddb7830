package io.github.rerank4j.examples.web;

import java.util.List;

/**
 * What an application is made of.
 *
 * @param framework what it is built with
 * @param chat who writes the answers
 * @param questions some that the knowledge base answers
 */
public record About(String framework, String chat, Reranker reranker, List<String> questions) {

    public About {
        questions = List.copyOf(questions);
    }
}
