package io.github.rerank4j.siliconflow;

import io.github.rerank4j.AsyncReranker;
import io.github.rerank4j.spi.RerankService;

/** The model with the asynchronous scoring that LangChain4j has since 1.20. */
class AsyncSiliconFlowScoringModel extends SiliconFlowScoringModel implements AsyncReranker {

    AsyncSiliconFlowScoringModel(Builder builder, RerankService service) {
        super(builder, service);
    }
}
