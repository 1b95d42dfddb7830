package io.github.rerank4j.resilience;

import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.TokenUsage;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponse.Facts;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import io.github.rerank4j.ScoreOutput;
import io.github.rerank4j.ScoreScale;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A model that keeps what it is asked, and gives each document the number it begins with, or waits to be told. */
final class AskedModel implements Reranker {

    final List<RerankRequest> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();

    volatile Consumer<Question> manner = Question::echo;
    volatile UnaryOperator<RerankerTraits.Builder> traits = builder -> builder.identity("of this test");
    volatile @Nullable String answersAs;
    volatile String defaultModel = "model";

    /** A call of it. */
    record Question(
            RerankRequest request,
            CompletableFuture<RerankResponse> result,
            @Nullable String model) {

        void echo() {
            answer(request.documents().stream().map(AskedModel::number).toList());
        }

        void answer(List<Double> scores) {
            result.complete(RerankResponse.of(
                    request,
                    scores,
                    Facts.builder()
                            .attempts(1)
                            .modelName(model)
                            .requestIds(List.of("id of " + scores.size()))
                            .tokenUsage(new TokenUsage(10 * scores.size(), 0))
                            .build()));
        }

        List<String> documents() {
            return texts(request);
        }
    }

    static double number(Object document) {
        return document instanceof TextContent text
                ? Double.parseDouble(text.text().split(" ", 2)[0])
                : 0.5;
    }

    static List<String> texts(RerankRequest request) {
        return request.documents().stream()
                .map(document -> document instanceof TextContent text ? text.text() : "medium")
                .toList();
    }

    /** Waits until it is told. */
    AskedModel silent() {
        manner = question -> {};
        return this;
    }

    Question awaitQuestion() {
        try {
            Question question = questions.poll(20, TimeUnit.SECONDS);
            if (question == null) {
                throw new AssertionError("nobody asked");
            }
            return question;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** What it was asked last. */
    RerankRequest last() {
        return requests.get(requests.size() - 1);
    }

    @Override
    public RerankResponse rerank(RerankRequest request) {
        throw new AssertionError("a cache asks asynchronously");
    }

    @Override
    public CompletableFuture<RerankResponse> rerankAsync(RerankRequest given) {
        RerankRequest request = resolve(given);
        String name = answersAs == null ? request.modelName().orElse(null) : answersAs;
        Question question = new Question(request, new CompletableFuture<>(), name);
        requests.add(request);
        manner.accept(question);
        questions.add(question);
        return question.result();
    }

    @Override
    public RerankRequest resolve(RerankRequest request) {
        RerankRequest mapped = request.mapSegments(segment -> TextContent.from(mapped(segment)));
        return mapped.modelName().isPresent()
                ? mapped
                : mapped.toBuilder().modelName(defaultModel).build();
    }

    private static String mapped(TextSegment segment) {
        String title = segment.metadata().getString("title");
        return title == null ? segment.text() : segment.text() + " " + title;
    }

    @Override
    public RerankerTraits traits(@Nullable String modelName) {
        return traits.apply(RerankerTraits.builder("asked")
                        .kinds(Set.of(ContentType.TEXT, ContentType.IMAGE))
                        .rawScale(ScoreScale.LOGIT)
                        .output(ScoreOutput.RAW))
                .build();
    }

    @Override
    public void close() {
        throw new AssertionError("the model is its owner's to close");
    }
}
