package io.github.rerank4j.resilience;

import dev.langchain4j.data.message.ContentType;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponse.Facts;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.ScoreScale;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A reranker that does what a test says, and keeps what it was asked. */
final class FakeMember implements Reranker {

    private final List<RerankRequest> asked = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<RerankResponse>> answers = new CopyOnWriteArrayList<>();
    private final ScoreScale scale;
    private final Set<ContentType> kinds;
    private volatile Function<RerankRequest, CompletableFuture<RerankResponse>> manner;
    private volatile boolean closed;

    private FakeMember(
            Function<RerankRequest, CompletableFuture<RerankResponse>> manner,
            ScoreScale scale,
            Set<ContentType> kinds) {
        this.manner = manner;
        this.scale = scale;
        this.kinds = kinds;
    }

    static FakeMember scoring(double score) {
        return new FakeMember(answering(score), ScoreScale.PROBABILITY, Set.of(ContentType.TEXT));
    }

    static FakeMember failing(Throwable failure) {
        return scoring(0).thenFails(failure);
    }

    static FakeMember silent() {
        return scoring(0).thenIsSilent();
    }

    FakeMember of(ScoreScale other) {
        return new FakeMember(manner, other, kinds);
    }

    FakeMember ranking(Set<ContentType> others) {
        return new FakeMember(manner, scale, others);
    }

    FakeMember thenScores(double score) {
        manner = answering(score);
        return this;
    }

    FakeMember thenFails(Throwable failure) {
        return then(request -> CompletableFuture.failedFuture(failure));
    }

    FakeMember thenIsSilent() {
        return then(request -> new CompletableFuture<>());
    }

    FakeMember then(Function<RerankRequest, CompletableFuture<RerankResponse>> other) {
        manner = other;
        return this;
    }

    static Function<RerankRequest, CompletableFuture<RerankResponse>> answering(double score) {
        return request -> CompletableFuture.completedFuture(response(request, score));
    }

    static RerankResponse response(RerankRequest request, double score) {
        return RerankResponse.of(
                request,
                Collections.nCopies(request.size(), score),
                Facts.builder().attempts(1).modelName("model-" + score).build());
    }

    /** What it was asked, in order. */
    List<RerankRequest> asked() {
        return asked;
    }

    /** The last thing it was asked. */
    RerankRequest last() {
        return asked.get(asked.size() - 1);
    }

    /** What it gave for it. */
    CompletableFuture<RerankResponse> answer() {
        return answers.get(answers.size() - 1);
    }

    /** How many answers it has given, be they there already or not. */
    int answered() {
        return answers.size();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
        asked.add(request);
        CompletableFuture<RerankResponse> answer = manner.apply(request);
        answers.add(answer);
        return answer;
    }

    @Override
    public RerankResponse rerank(RerankRequest request) {
        throw new AssertionError("a chain asks in one way");
    }

    @Override
    public RerankRequest resolve(RerankRequest request) {
        return request;
    }

    @Override
    public RerankerTraits traits(@Nullable String modelName) {
        return RerankerTraits.builder("fake")
                .rawScale(scale)
                .kinds(kinds)
                .messagesHoldNoTexts(true)
                .build();
    }

    @Override
    public void close() {
        closed = true;
    }
}
