package com.example.app;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;


/** Prints the module it is in and a score. */
public final class Main {

    private Main() {}

    /** Asks the server whose address is the first argument. */
    public static void main(String[] arguments) {
        try (RerankScoringModel model = SiliconFlowScoringModel.builder()
                .baseUrl(arguments[0])
                .apiKey("sk-example")
                .modelName("BAAI/bge-reranker-v2-m3")
                .build()) {
            ScoringModel reranker = model;
            System.out.println(Main.class.getModule() + " scored " + reranker.score("a text", "a query").content());
        }
    }
}
