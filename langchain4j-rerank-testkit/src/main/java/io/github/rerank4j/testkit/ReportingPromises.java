package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.RerankErrorContext;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.RerankResponseContext;
import io.github.rerank4j.service.RerankScoringModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model logs, shows and reports to its listeners: sizes, names and ends, never a text or a key. */
interface ReportingPromises extends ContractCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void log_lines_name_sizes_and_never_a_text_or_a_header(Way way) {
        RecordingLogger log = new RecordingLogger();
        server().enqueue(refused(Refusal.THROTTLED, "slow down").retryAfter("0"), scored("0.5"));

        way.score(
                model(configured()
                        .logger(log.logger())
                        .logRequests(true)
                        .logResponses(true)
                        .customHeaders(Map.of("X-Mine", "my-own-secret"))),
                "a confidential document");

        assertThat(log.lines()).hasSize(4).allMatch(line -> line.startsWith("INFO"));
        assertThat(log.lines().get(0)).contains("attempt=1", "documents=1", "characters=48", "url=http://127.0.0.1");
        assertThat(log.lines().get(3)).contains("status=200", "attempt=2");
        assertThat(log.lines().toString())
                .doesNotContain(secret(), "confidential", "question", "my-own-secret", "Authorization");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void nothing_is_logged_without_being_asked_for(Way way) {
        RecordingLogger log = new RecordingLogger();
        echoScores();

        way.score(model(configured().logger(log.logger())), "1");

        assertThat(log.lines()).isEmpty();
    }

    @Test
    default void a_key_on_its_way_to_another_machine_in_clear_text_is_warned_of_once() {
        RecordingLogger log = new RecordingLogger();

        model(builder().baseUrl("http://rerank.example").logger(log.logger()));

        assertThat(log.warnings()).isEqualTo(1);
    }

    @Test
    default void nothing_shows_the_secret() {
        assertThat(configured().toString()).doesNotContain(secret());
        assertThat(model().toString()).doesNotContain(secret()).contains("baseUrl=");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void listeners_hear_a_start_and_one_end(Way way) {
        List<String> heard = new CopyOnWriteArrayList<>();
        RerankScoringModel model =
                model(configured().maxRetries(0).listeners(List.of(new Throwing(), new Telling(heard))));

        server().enqueue(scored("0.5"), ScriptedReply.text(400, "no"));
        way.score(model, "a");
        assertThatThrownBy(() -> way.score(model, "a")).isNotNull();

        assertThat(heard)
                .containsExactly(
                        "request 1", "response 1 of 1, tokens 7", "request 1", "error InvalidRequestException");
    }

    @Test
    default void listeners_hear_of_neither_scores_nor_a_failure_of_a_cancelled_call() {
        List<String> heard = new CopyOnWriteArrayList<>();
        RerankScoringModel model = model(configured().listeners(List.of(new Telling(heard))));
        server().enqueue(ScriptedReply.neverRespond());
        var call = model.rerankAsync(Way.request("a"));
        server().takeRequest(SOON);

        call.cancel(true);
        server().awaitAborted(SOON);

        assertThat(heard).containsExactly("request 1");
    }

    /** A listener with a bug of its own. */
    final class Throwing implements RerankListener {
        @Override
        public void onRequest(RerankRequestContext context) {
            throw new IllegalStateException("a bug in a listener");
        }
    }

    /** A listener that keeps what it hears. */
    final class Telling implements RerankListener {

        private final List<String> heard;

        Telling(List<String> heard) {
            this.heard = heard;
        }

        @Override
        public void onRequest(RerankRequestContext context) {
            context.attributes().put("documents", context.documents());
            heard.add("request " + context.documents());
        }

        @Override
        public void onResponse(RerankResponseContext context) {
            List<Object> parts = new ArrayList<>();
            context.tokenUsage().ifPresent(usage -> parts.add(usage.totalTokenCount()));
            heard.add("response " + context.attempts() + " of " + context.requests() + ", tokens " + parts.get(0));
        }

        @Override
        public void onError(RerankErrorContext context) {
            heard.add("error " + context.error().getClass().getSimpleName());
        }
    }
}
