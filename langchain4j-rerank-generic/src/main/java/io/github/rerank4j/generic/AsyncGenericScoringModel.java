package io.github.rerank4j.generic;

import io.github.rerank4j.AsyncReranker;
import io.github.rerank4j.spi.RerankService;

/** The model with the asynchronous scoring that LangChain4j has since 1.20. */
class AsyncGenericScoringModel extends GenericScoringModel implements AsyncReranker {

    AsyncGenericScoringModel(Builder builder, RerankService service) {
        super(builder, service);
    }
}
