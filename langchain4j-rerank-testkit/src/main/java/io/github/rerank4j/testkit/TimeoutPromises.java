package io.github.rerank4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.service.RerankScoringModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a service does or leaves undone, a call and each of its attempts end in time. */
interface TimeoutPromises extends ContractCase {

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_silent_service_ends_in_a_timeout_that_says_what_it_waited_for(Way way) {
        server().respondWith(request -> ScriptedReply.neverRespond());

        assertThatThrownBy(() -> way.score(model(configured().timeout(Duration.ofMillis(300))), "a"))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContainingAll("300 ms", "response");
        server().awaitAborted(SOON);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void a_body_that_drips_or_stops_ends_in_a_timeout_too(Way way) {
        for (ScriptedReply slow : List.of(scored("0.5").drip(1, Duration.ofMillis(50)), ScriptedReply.silentBody())) {
            server().enqueue(slow);

            assertThatThrownBy(() -> way.score(model(configured().timeout(Duration.ofMillis(300))), "a"))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void an_attempt_that_takes_too_long_is_repeated(Way way) {
        AtomicBoolean asked = new AtomicBoolean();
        server().respondWith(request -> asked.getAndSet(true) ? scored("0.5") : ScriptedReply.neverRespond());

        assertThat(way.score(model(configured().attemptTimeout(Duration.ofSeconds(2))), "a"))
                .containsExactly(0.5);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    default void waiting_for_a_free_place_is_on_the_clock(Way way) {
        server().respondWith(request -> ScriptedReply.neverRespond());
        RerankScoringModel model = model(
                configured().maxDocumentsPerRequest(1).maxConcurrentRequests(1).timeout(Duration.ofSeconds(2)));

        Throwable failure = catchThrowable(() -> way.score(model, "a", "b"));

        assertThat(failure).isInstanceOf(TimeoutException.class);
        assertThat(server().requestCount()).isEqualTo(1);
    }
}
