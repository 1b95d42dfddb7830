package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.exception.TimeoutException;
import io.github.rerank4j.fixtures.RecordingLogger;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever code of the user's throws, each call ends, and what it had is there for the next. */
@Timeout(60)
class HostileCallbacksTest extends BrokenHandlerCase {

    private static Stream<Arguments> everything() {
        return Stream.of(Callback.values())
                .flatMap(callback -> Stream.of(Thrown.values()).map(thrown -> Arguments.of(callback, thrown)));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void each_call_ends_and_the_next_finds_all_that_it_needs(Callback callback, Thrown thrown) throws Exception {
        boolean[] firing = {true};
        PlainService.Builder builder = model(service.scores()).logger(new RecordingLogger());
        callback.in(builder, () -> {
            if (firing[0]) {
                thrown.fire();
            }
        });
        try (RerankScoringModel model = builder.build()) {
            for (int i = 0; i < 3; i++) {
                Throwable blocking = catchThrowable(() -> model.rerank(REQUEST));
                Throwable later = failureOf(model.rerankAsync(REQUEST));

                assertThat(blocking == null).isEqualTo(callback.isOnlyTold());
                assertThat(later == null).isEqualTo(callback.isOnlyTold());
                assertThat(blocking instanceof TimeoutException || later instanceof TimeoutException)
                        .isFalse();
            }
            firing[0] = false;

            assertThat(model.rerank(REQUEST).scores()).containsExactly(0.5);
            assertThat(model.rerankAsync(REQUEST).get(20, TimeUnit.SECONDS).scores())
                    .containsExactly(0.5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_deadline_holds_whatever_those_throw_who_are_told_of_it(Thrown thrown) {
        PlainService.Builder builder =
                model(service.isSilent()).timeout(Duration.ofMillis(100)).logger(new RecordingLogger());
        Callback.LISTENER_AND_LOGGER.in(builder, thrown::fire);
        try (RerankScoringModel model = builder.build()) {
            for (int i = 0; i < 3; i++) {
                assertThat(catchThrowable(() -> model.rerank(REQUEST))).isInstanceOf(TimeoutException.class);
                assertThat(failureOf(model.rerankAsync(REQUEST))).isInstanceOf(TimeoutException.class);
            }
        }
    }
}
