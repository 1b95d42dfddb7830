package io.github.rerank4j.resilience;

import io.github.rerank4j.AsyncReranker;

/** A cache where LangChain4j scores asynchronously. */
class AsyncCachingScoringModel extends CachingScoringModel implements AsyncReranker {

    AsyncCachingScoringModel(Builder builder) {
        super(builder);
    }
}
