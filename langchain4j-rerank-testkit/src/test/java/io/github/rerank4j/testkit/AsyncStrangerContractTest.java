package io.github.rerank4j.testkit;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.langchain4j.model.scoring.request.ScoringRequest;
import dev.langchain4j.model.scoring.response.ScoringResponse;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.Rerankers;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The contract holds for a model of somebody else's that scores asynchronously too. */
class AsyncStrangerContractTest extends RerankerContract {

    @Override
    protected Reranker reranker(Reranker member) {
        return Rerankers.of(new Stranger(member));
    }

    @Override
    public boolean knowsContents() {
        return false;
    }

    @Override
    public boolean keepsCallersThread() {
        return true;
    }

    private record Stranger(Reranker member) implements ScoringModel {

        @Override
        public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
            return member.scoreAll(segments, query);
        }

        @Override
        public CompletableFuture<ScoringResponse> doScoreAsync(ScoringRequest request) {
            return member.scoreAsync(request);
        }
    }
}
