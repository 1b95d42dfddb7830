package io.github.rerank4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RerankerTraits.Member;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RerankerTraitsTest {

    @Test
    void nothing_is_claimed_that_is_not_said() {
        RerankerTraits traits = RerankerTraits.builder("example").build();

        assertThat(traits.provider()).isEqualTo("example");
        assertThat(traits.identity()).isEmpty();
        assertThat(traits.rawScale()).isEqualTo(ScoreScale.UNKNOWN);
        assertThat(traits.scale()).isEqualTo(ScoreScale.UNKNOWN);
        assertThat(traits.output()).isSameAs(ScoreOutput.RAW);
        assertThat(traits.listwise()).isFalse();
        assertThat(traits.kinds()).containsExactly(ContentType.TEXT);
        assertThat(traits.messagesHoldNoTexts()).isFalse();
        assertThat(traits.members()).isEmpty();
    }

    @Test
    void everything_that_is_said_is_kept() {
        Member member = new Member("first", Rerankers.of(new Halves()), OptionalDouble.of(0.3));

        RerankerTraits traits = RerankerTraits.builder("example")
                .identity("example at https://rerank.example/v1")
                .rawScale(ScoreScale.LOGIT)
                .output(ScoreOutput.PROBABILITY)
                .listwise(true)
                .kinds(EnumSet.of(ContentType.IMAGE))
                .messagesHoldNoTexts(true)
                .members(List.of(member))
                .build();

        assertThat(traits.identity()).contains("example at https://rerank.example/v1");
        assertThat(traits.rawScale()).isEqualTo(ScoreScale.LOGIT);
        assertThat(traits.scale()).isEqualTo(ScoreScale.PROBABILITY);
        assertThat(traits.output()).isSameAs(ScoreOutput.PROBABILITY);
        assertThat(traits.listwise()).isTrue();
        assertThat(traits.kinds()).isEqualTo(Set.of(ContentType.IMAGE));
        assertThat(traits.messagesHoldNoTexts()).isTrue();
        assertThat(traits.members()).containsExactly(member);
        assertThat(traits).hasToString("RerankerTraits[provider=example, scale=PROBABILITY, listwise=true, members=1]");
    }

    @Test
    void a_failure_is_described_without_what_may_be_a_text() {
        RerankerTraits careful =
                RerankerTraits.builder("ours").messagesHoldNoTexts(true).build();
        RerankerTraits stranger = RerankerTraits.builder("theirs").build();
        IllegalStateException failure = new IllegalStateException("a text");
        RuntimeException speechless = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new StackOverflowError("broken on purpose");
            }
        };

        assertThat(careful.described(failure)).isEqualTo("IllegalStateException: a text");
        assertThat(stranger.described(failure)).isEqualTo("IllegalStateException");
        assertThat(careful.described(speechless))
                .isEqualTo(speechless.getClass().getName());
    }

    @Test
    void a_provider_has_a_name() {
        assertThatThrownBy(() -> RerankerTraits.builder(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("provider");
    }

    private static final class Halves implements ScoringModel {

        @Override
        public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
            return Response.from(segments.stream().map(segment -> 0.5).toList());
        }
    }
}
