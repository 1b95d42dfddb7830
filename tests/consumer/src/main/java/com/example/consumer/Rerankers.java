package com.example.consumer;

import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;


/** One model of each kind. */
enum Rerankers {
    TENCENT {
        @Override
        RerankScoringModel at(String url) {
            return TencentScoringModel.builder()
                    .baseUrl(url)
                    .secretId("AKIDexample")
                    .secretKey("example-key")
                    .build();
        }
    },
    SILICON_FLOW {
        @Override
        RerankScoringModel at(String url) {
            return SiliconFlowScoringModel.builder()
                    .baseUrl(url)
                    .apiKey("sk-example")
                    .modelName("BAAI/bge-reranker-v2-m3")
                    .build();
        }
    },
    GENERIC {
        @Override
        RerankScoringModel at(String url) {
            return GenericScoringModel.builder()
                    .baseUrl(url)
                    .apiKey("sk-example")
                    .modelName("bge-reranker-v2-m3")
                    .build();
        }
    };

    abstract RerankScoringModel at(String url);
}
