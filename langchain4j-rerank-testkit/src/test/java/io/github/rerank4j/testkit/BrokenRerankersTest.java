package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import io.github.rerank4j.AsyncReranker;
import io.github.rerank4j.RerankCancelledContext;
import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponse;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.RerankerTraits;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A contract that a broken reranker keeps is none. */
class BrokenRerankersTest {

    private final Queue<RerankerContract> contracts = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        contracts.forEach(RerankerContract::closeAll);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void one_that_mixes_up_the_responses_of_callers_is_found(Way way) {
        RerankerContract contract = contract(MixingUp::new);

        refused(() -> contract.many_callers_at_once_have_each_their_own_scores(way));
    }

    @Test
    void one_that_cancels_all_calls_with_one_is_found() {
        RerankerContract contract = contract(CancellingAll::new);

        refused(contract::cancelling_one_call_leaves_the_others);
    }

    @Test
    @Tag("exhaustive") // the contract waits for long before it says that nothing comes
    void one_whose_closing_ends_only_the_latest_call_is_found() {
        RerankerContract contract = contract(ClosingLatest::new);

        refused(() -> contract.closing_ends_all_calls_under_way(Way.ASYNC));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void one_that_takes_a_question_for_another_is_found(Way way) {
        List<Function<RerankRequest, Object>> keys = List.of(
                request -> List.of(texts(request), request.modelName(), request.instruction(), request.input()),
                request -> List.of(request.query(), texts(request), request.instruction(), request.input()),
                request -> List.of(request.query(), texts(request), request.modelName(), request.input()),
                request -> List.of(request.query(), texts(request), request.modelName(), request.instruction()));
        for (Function<RerankRequest, Object> key : keys) {
            RerankerContract contract = contract(member -> new RememberingReranker(member, key));

            refused(() -> contract.what_is_asked_in_another_way_is_asked(way));
        }
    }

    @Test
    void one_that_reports_two_ends_of_a_call_is_found() {
        ListenedRerankerContract contract = listened((member, listener) -> passing(member, new Relaying(listener) {
            @Override
            public void onError(RerankErrorContext context) {
                super.onError(context);
                super.onCancelled(
                        RerankCancelledContext.builder(context.request()).build());
            }
        }));

        refused(() -> contract.a_call_that_closing_ends_is_told_so_once(Way.ASYNC));
    }

    @Test
    @Tag("exhaustive") // the contract waits for long before it says that nothing comes
    void one_that_reports_no_end_of_a_call_whose_future_its_caller_completes_is_found() {
        ListenedRerankerContract contract = listened((member, listener) -> passing(member, new Relaying(listener) {
            @Override
            public void onError(RerankErrorContext context) {
                if (!(context.error() instanceof TimeoutException)) {
                    super.onError(context);
                }
            }
        }));

        refused(contract::a_call_whose_future_its_caller_completes_is_told_to_be_over_once);
    }

    private static void refused(ThrowingCallable promise) {
        assertThatThrownBy(promise).isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }

    private static List<Content> texts(RerankRequest request) {
        return request.documents();
    }

    private static Reranker passing(Reranker member, RerankListener listener) {
        return new PassingReranker(member, List.of(listener));
    }

    private RerankerContract contract(Function<Reranker, Reranker> broken) {
        return listened((member, listener) -> broken.apply(member));
    }

    private ListenedRerankerContract listened(BiFunction<Reranker, RerankListener, Reranker> broken) {
        ListenedRerankerContract contract = new ListenedRerankerContract() {
            @Override
            protected Reranker reranker(Reranker member) {
                return broken.apply(member, new RerankListener() {});
            }

            @Override
            protected Reranker reranker(Reranker member, RerankListener listener) {
                return broken.apply(member, listener);
            }
        };
        contracts.add(contract);
        return contract;
    }

    /** A whole one, for others to break. */
    private abstract static class Whole implements AsyncReranker {

        private final Reranker passing;

        Whole(Reranker member) {
            this.passing = new PassingReranker(member, List.of());
        }

        @Override
        public RerankResponse rerank(RerankRequest request) {
            return passing.rerank(request);
        }

        @Override
        public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
            return passing.rerankAsync(request);
        }

        @Override
        public RerankRequest resolve(RerankRequest request) {
            return passing.resolve(request);
        }

        @Override
        public RerankerTraits traits(@Nullable String modelName) {
            return passing.traits(modelName);
        }

        @Override
        public void close() {
            passing.close();
        }
    }

    private static final class MixingUp extends Whole {

        private volatile RerankResponse last = RerankResponse.of(
                RerankRequest.builder().query(TextContent.from("none")).build(), List.of(), RerankResponse.Facts.NONE);

        MixingUp(Reranker member) {
            super(member);
        }

        @Override
        public RerankResponse rerank(RerankRequest request) {
            return latest(super.rerank(request));
        }

        @Override
        public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
            return super.rerankAsync(request).thenApply(this::latest);
        }

        private RerankResponse latest(RerankResponse response) {
            last = response;
            LockSupport.parkNanos(1);
            return last;
        }
    }

    private static final class CancellingAll extends Whole {

        private final Queue<CompletableFuture<RerankResponse>> all = new ConcurrentLinkedQueue<>();

        CancellingAll(Reranker member) {
            super(member);
        }

        @Override
        public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
            CompletableFuture<RerankResponse> call = super.rerankAsync(request);
            all.add(call);
            call.whenComplete((response, failure) -> {
                if (call.isCancelled()) {
                    all.forEach(each -> each.cancel(true));
                }
            });
            return call;
        }
    }

    private static final class ClosingLatest extends Whole {

        private volatile CompletableFuture<RerankResponse> latest = new CompletableFuture<>();

        ClosingLatest(Reranker member) {
            super(member);
        }

        @Override
        public CompletableFuture<RerankResponse> rerankAsync(RerankRequest request) {
            CompletableFuture<RerankResponse> call = super.rerankAsync(request);
            latest = call;
            return call;
        }

        @Override
        public void close() {
            latest.completeExceptionally(new IllegalStateException("closed"));
        }
    }

    /** Tells another what it hears. */
    private static class Relaying implements RerankListener {

        private final RerankListener listener;

        Relaying(RerankListener listener) {
            this.listener = listener;
        }

        @Override
        public void onRequest(RerankRequestContext context) {
            listener.onRequest(context);
        }

        @Override
        public void onResponse(RerankResponseContext context) {
            listener.onResponse(context);
        }

        @Override
        public void onError(RerankErrorContext context) {
            listener.onError(context);
        }

        @Override
        public void onCancelled(RerankCancelledContext context) {
            listener.onCancelled(context);
        }
    }
}
