package io.github.rerank4j.acme;

import io.github.rerank4j.AsyncReranker;
import io.github.rerank4j.spi.RerankService;

/** The model with the asynchronous scoring that LangChain4j has since 1.20. */
class AsyncAcmeScoringModel extends AcmeScoringModel implements AsyncReranker {

    AsyncAcmeScoringModel(Builder builder, RerankService service) {
        super(builder, service);
    }
}
