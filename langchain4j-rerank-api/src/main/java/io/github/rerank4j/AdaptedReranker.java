package io.github.rerank4j;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankResponse.Facts;
import io.github.rerank4j.concurrent.Durations;
import io.github.rerank4j.concurrent.Futures;
import io.github.rerank4j.concurrent.LentThread;
import io.github.rerank4j.concurrent.Threads;
import io.github.rerank4j.concurrent.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A scoring model of somebody else's as a {@link Reranker}; see {@link Rerankers#of}. */
class AdaptedReranker implements Reranker {

    private final ScoringModel model;
    private final RerankerTraits traits;
    private final ExecutorService threads = Threads.executor();
    private final Timers timers = Timers.on(Threads.forWhatFallsDue(threads));
    private final Map<Long, CompletableFuture<?>> underway = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private volatile boolean closed;

    AdaptedReranker(ScoringModel model) {
        this.model = model;
        this.traits = RerankerTraits.builder(model.getClass().getName()).build();
    }

    ScoringModel model() {
        return model;
    }

    @Override
    public RerankResponse rerank(RerankRequest request) {
        requireRankable(request);
        if (request.size() == 0) {
            return nothing(request);
        }
        if (request.timeout().isEmpty() && request.modelName().isEmpty()) {
            return response(request, model.scoreAll(segments(request), query(request)));
        }
        CompletableFuture<RerankResponse> result = new CompletableFuture<>();
        LentThread lent = new LentThread(threads, () -> result.cancel(true));
        begin(request, result, lent);
        return Futures.join(result, lent);
    }

    @Override
    public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
        CompletableFuture<RerankResponse> result = new CompletableFuture<>();
        begin(request, result, request == null ? threads : request.executor().orElse(threads));
        return result;
    }

    private void begin(RerankRequest request, CompletableFuture<RerankResponse> result, Executor executor) {
        try {
            requireRankable(request);
            if (request.size() == 0) {
                result.complete(nothing(request));
                return;
            }
            long number = calls.incrementAndGet();
            underway.put(number, result);
            result.whenComplete((response, failure) -> underway.remove(number));
            request.timeout().ifPresent(timeout -> limit(result, timeout));
            hand(request, result, request.timeout().isPresent() ? threads : executor);
            if (closed) {
                Futures.fail(result, new ClosedReranker());
            }
        } catch (Throwable failure) {
            Futures.fail(result, failure);
        }
    }

    @Override
    public RerankRequest resolve(RerankRequest request) {
        return RequestRules.requirePresent(request);
    }

    @Override
    public RerankerTraits traits(@Nullable String modelName) {
        return traits;
    }

    @Override
    public void close() {
        closed = true;
        for (CompletableFuture<?> call : underway.values()) {
            Threads.handOver(
                    threads,
                    () -> Futures.fail(call, new ClosedReranker()),
                    refused -> Futures.fail(call, new ClosedReranker()));
        }
        timers.close();
        threads.shutdown();
    }

    /** The scores from a method of the model's that does not block; null where it has none. */
    @Nullable
    CompletableFuture<Response<List<Double>>> askAsync(RerankRequest request) {
        return null;
    }

    /** The text of the query, which {@link #requireRankable} has seen. */
    static String query(RerankRequest request) {
        return ((TextContent) request.query()).text();
    }

    /** Even what does not block by its name may block, before it gives a future. */
    private void hand(RerankRequest request, CompletableFuture<RerankResponse> result, Executor executor) {
        FutureTask<Void> task = new FutureTask<>(() -> ask(request, result), null);
        // the caller's own thread must not be interrupted because a call is over
        boolean interruptible = executor == threads;
        result.whenComplete((response, failure) -> task.cancel(interruptible));
        Threads.handOver(executor, task, refused -> Futures.fail(result, closed ? new ClosedReranker() : refused));
    }

    private void ask(RerankRequest request, CompletableFuture<RerankResponse> result) {
        try {
            CompletableFuture<Response<List<Double>>> asked = askAsync(request);
            if (asked != null) {
                settle(Futures.mapped(asked, scored -> response(request, scored)), result);
            } else if (request.modelName().isPresent()) {
                throw unsupported("a model's name");
            } else {
                result.complete(response(request, model.scoreAll(segments(request), query(request))));
            }
        } catch (Throwable failure) {
            Futures.fail(result, failure);
        }
    }

    private static void settle(CompletableFuture<RerankResponse> asked, CompletableFuture<RerankResponse> result) {
        result.whenComplete((response, failure) -> asked.cancel(true));
        asked.whenComplete((response, failure) -> {
            if (failure != null) {
                Futures.fail(result, Futures.unwrapped(failure));
            } else {
                result.complete(response);
            }
        });
    }

    private void limit(CompletableFuture<?> result, Duration timeout) {
        Timers.Entry entry = timers.after(timeout, () -> Futures.fail(result, tooLate(timeout)));
        result.whenComplete((response, failure) -> entry.cancel());
    }

    private void requireRankable(RerankRequest request) {
        RequestRules.requirePresent(request);
        if (closed) {
            throw new ClosedReranker();
        }
        requireText("the query", request.query());
        RequestRules.requireQuery(request.query());
        if (request.instruction().isPresent()) {
            throw unsupported("an instruction");
        }
        if (!request.input().isEmpty() || !request.parameters().isEmpty()) {
            throw unsupported("entries of input or parameters");
        }
        if (request.scores().orElse(ScoreOutput.RAW) == ScoreOutput.PROBABILITY) {
            throw new UnsupportedFeatureException(
                    name() + " has scores of an unknown scale, which cannot become probabilities; leave"
                            + " scores(PROBABILITY) out, or use one of Calibrations");
        }
        String fault = request.scores()
                .orElse(ScoreOutput.RAW)
                .fault(request.modelName().orElse(null), ScoreScale.UNKNOWN);
        if (fault != null) {
            throw new InvalidRequestException(fault + "; give that model's own, or leave scores out");
        }
    }

    private void requireText(String what, Content content) {
        if (!(content instanceof TextContent)) {
            throw new UnsupportedFeatureException(
                    what + " is " + content.type().name().toLowerCase(Locale.ROOT) + " content, and " + name()
                            + " ranks only text; leave it out, or ask another model");
        }
    }

    private List<TextSegment> segments(RerankRequest request) {
        List<TextSegment> segments = new ArrayList<>(request.size());
        for (Document candidate : request.candidates()) {
            segments.add(candidate.segment().orElseGet(() -> segment(candidate, segments.size())));
        }
        return segments;
    }

    private TextSegment segment(Document candidate, int position) {
        Content content = candidate.content().orElseThrow();
        requireText("document " + position + " (counted from 0)", content);
        String text = ((TextContent) content).text();
        if (text.isBlank()) {
            throw new IllegalArgumentException("document " + position
                    + " (counted from 0) is blank, and LangChain4j has" + " no blank segments; leave it out");
        }
        return TextSegment.from(text);
    }

    private RerankResponse response(RerankRequest request, @Nullable Response<List<Double>> scored) {
        // whatever a model has put into it, by whatever detour around its type
        List<?> raw = scored == null ? null : scored.content();
        if (scored == null || raw == null) {
            throw broken("no", request);
        }
        ScoreOutput output = request.scores().orElse(ScoreOutput.RAW);
        List<Double> scores = new ArrayList<>(request.size());
        for (Object score : raw) {
            if (!(score instanceof Double number) || !Double.isFinite(number)) {
                throw broken(described(score) + " as the score of document " + scores.size()
                        + " (counted from 0), not a finite number");
            }
            scores.add(ScoreOutput.requireFinite(output.of(number, ScoreScale.UNKNOWN), scores.size()));
        }
        if (scores.size() != request.size()) {
            throw broken(String.valueOf(scores.size()), request);
        }
        return RerankResponse.of(
                request,
                scores,
                Facts.builder().tokenUsage(scored.tokenUsage()).attempts(1).build());
    }

    /** A number or null itself; of anything else only its type, because it may be a text. */
    private static String described(@Nullable Object score) {
        return score == null || score instanceof Double
                ? String.valueOf(score)
                : "a " + score.getClass().getName();
    }

    InvalidReplyException broken(String scores, RerankRequest request) {
        return broken(scores + " scores for " + request.size() + " documents");
    }

    private InvalidReplyException broken(String what) {
        return new InvalidReplyException(name() + " returned " + what + "; report it to whoever made the model", null);
    }

    private static RerankResponse nothing(RerankRequest request) {
        return RerankResponse.of(request, List.of(), Facts.NONE);
    }

    private TimeoutException tooLate(Duration timeout) {
        return new TimeoutException(name() + " returned no scores within " + Durations.readable(timeout)
                + " (timeout of the request); give it longer, or find out why it is slow");
    }

    private UnsupportedFeatureException unsupported(String what) {
        return new UnsupportedFeatureException(
                name() + " is asked through LangChain4j's ScoringModel, which cannot express " + what
                        + "; leave it out, or ask another model");
    }

    private String name() {
        return model.getClass().getName();
    }

    @Override
    public String toString() {
        return "Rerankers.of(" + name() + ")";
    }
}
