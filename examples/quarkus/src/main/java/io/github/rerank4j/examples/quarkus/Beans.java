package io.github.rerank4j.examples.quarkus;

import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.service.Result;
import io.github.rerank4j.OnFailure;
import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.examples.knowledge.KnowledgeBase;
import io.github.rerank4j.examples.web.ChosenReranker;
import io.github.rerank4j.examples.web.Desk;
import io.github.rerank4j.examples.web.Members;
import io.github.rerank4j.examples.web.Reply;
import io.github.rerank4j.examples.web.Source;
import io.github.rerank4j.examples.web.Traces;
import io.github.rerank4j.resilience.FallbackScoringModel;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** What the assistant is made of. The scoring model comes from the extension. */
final class Beans {

    private static final int SOURCES = 5;

    private Beans() {}

    @Produces
    @Singleton
    static Traces traces() {
        return new Traces();
    }

    @Produces
    @Singleton
    @Startup // embeds the knowledge base before the first question
    static RetrievalAugmentor augmentor(ScoringModel reranker, Traces traces) {
        ChosenReranker chosen = AssistantApplication.reranker();
        return DefaultRetrievalAugmentor.builder()
                .contentRetriever(traces.watch(Retrieval.of(KnowledgeBase.load())))
                .contentAggregator(RerankContentAggregator.builder()
                        .scoringModel(reranker)
                        .maxResults(SOURCES)
                        .minScore(chosen.leastScore())
                        .rawThreshold(chosen.leastScore() != null)
                        // a real service whose key is wrong shall be seen to fail
                        .onFailure(chosen.standIns().isEmpty() ? OnFailure.FAIL : OnFailure.KEEP_ORDER)
                        .listeners(List.of(traces))
                        .build())
                .build();
    }

    @Produces
    @Singleton
    static Desk desk(Assistant assistant, Traces traces, Instance<FallbackScoringModel> chain) {
        ChosenReranker chosen = AssistantApplication.reranker();
        return new Desk(
                "Quarkus",
                chosen.reranker(),
                Members.of(chosen, chain::get),
                traces,
                question -> reply(assistant.answer(question)));
    }

    private static Reply reply(Result<String> result) {
        return new Reply(
                result.content(),
                result.sources().stream()
                        .map(content -> Source.of(content, ContentMetadata.RERANKED_SCORE))
                        .toList());
    }
}
