package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.OnFailure;
import io.github.rerank4j.RerankContentAggregator;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.ScoreThreshold;
import io.github.rerank4j.fixtures.RecordingLogger;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be set, and what is refused. */
class ChainSettingsTest {

    private static final FakeMember MEMBER = FakeMember.scoring(0.1);

    private static FallbackScoringModel.Builder one() {
        return FallbackScoringModel.builder().member("only", MEMBER);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(FallbackScoringModel.builder(), "the chain has no members; give it at least one"),
                Arguments.of(one().member("only", MEMBER), "two members are called only; give each a name of its own"),
                Arguments.of(one().timeout(Duration.ZERO), "timeout is 0 s, but must be longer than zero"),
                Arguments.of(
                        one().hedgeAfter(Duration.ofSeconds(-1)), "hedgeAfter is -1 s, but must be longer than zero"),
                Arguments.of(
                        one().timeout(Duration.ofSeconds(2)).hedgeAfter(Duration.ofSeconds(2)),
                        "hedgeAfter is 2 s, but a call ends after timeout, 2 s, so that no member would get company; give a"
                                + " shorter one, or a longer timeout"),
                Arguments.of(one().restFor(Duration.ZERO), "restFor is 0 s, but must be longer than zero"),
                Arguments.of(one().restAfterFailures(-1), "restAfterFailures is -1, but must be 0 or more"),
                Arguments.of(
                        one().member("b", MEMBER, member -> member.within(Duration.ZERO)),
                        "within is 0 s, but must be longer than zero"),
                Arguments.of(
                        one().member("b", MEMBER, member -> member.minScore(Double.NaN)),
                        "minScore of member b is NaN, but must be a finite number"),
                Arguments.of(
                        one().member("b", MEMBER, member -> member.minScore(7.0)),
                        "minScore of member b is 7.0, but its scores are from 0 to 1"),
                Arguments.of(
                        one().member("b", MEMBER, member -> member.minScore(0.5).withoutThreshold()),
                        "member b has minScore and withoutThreshold; set one of them"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_setting_is_refused_in_a_sentence(FallbackScoringModel.Builder builder, String sentence) {
        assertThatThrownBy(builder::build).isInstanceOf(SettingException.class).hasMessage(sentence);
    }

    @Test
    void a_member_that_may_take_longer_than_the_chain_is_warned_of() {
        RecordingLogger log = new RecordingLogger();

        FallbackScoringModel.builder()
                .member("a", MEMBER, member -> member.within(Duration.ofSeconds(11)))
                .member("b", MEMBER, member -> member.within(Duration.ofSeconds(10)))
                .logger(log)
                .build()
                .close();

        assertThat(log.lines())
                .containsExactly(
                        "WARN within of member a is 11 s, but a call of the chain ends after 10 s (timeout), so"
                                + " that it has no effect; give a shorter one, or a longer timeout");
    }

    @Test
    void a_threshold_that_looks_like_a_probability_is_refused_among_logits() {
        FakeMember logits = MEMBER.of(ScoreScale.LOGIT);
        try (FallbackScoringModel rough = FallbackScoringModel.builder()
                        .member("a", MEMBER, member -> member.minScore(0.5))
                        .member("b", logits, member -> member.minScore(-2.5))
                        .member("c", logits, FallbackScoringModel.MemberBuilder::withoutThreshold)
                        .member("d", logits)
                        .build();
                FallbackScoringModel wrong = FallbackScoringModel.builder()
                        .member("b", logits, member -> member.minScore(0.5))
                        .build()) {
            ScoreThreshold.checkMembers(rough);
            assertThatThrownBy(() -> ScoreThreshold.checkMembers(wrong))
                    .isInstanceOf(SettingException.class)
                    .hasMessage(
                            "minScore of member b is 0.5, but its scores are logits: any number, so it could drop"
                                    + " everything or nothing; set scores=probability for b, and choose a threshold from 0 to 1");
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void nothing_may_be_null_that_has_no_meaning_as_null() {
        assertThatThrownBy(() -> one().member(null, MEMBER)).hasMessageContaining("name of a member is null");
        assertThatThrownBy(() -> one().member("b", null)).hasMessageContaining("model of member b is null");
        assertThatThrownBy(() -> one().timeout(null).build()).hasMessageContaining("timeout is null");
        assertThatThrownBy(() -> one().fallOverOn(null).build()).hasMessageContaining("fallOverOn is null");
        assertThatThrownBy(() -> one().listeners(null).build()).hasMessageContaining("listeners is null");
        assertThatThrownBy(() -> one().member("two\nlines", MEMBER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one().member("a/b", MEMBER))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("a/b");
    }

    @Test
    void a_threshold_of_logits_may_be_any_number() {
        FakeMember logits = FakeMember.scoring(3).of(ScoreScale.LOGIT);
        one().member("b", logits, member -> member.minScore(-7.0)).build().close();
    }

    @Test
    void settings_are_read_from_texts() {
        Map<String, String> texts =
                Map.of("timeout", "5s", "hedgeAfter", "400ms", "restAfterFailures", "3", "restFor", "1m");
        FallbackScoringModel.Builder builder = one();
        int read = 0;
        for (Setting<FallbackScoringModel.Builder, ?> setting : FallbackScoringModel.settings()) {
            if (texts.containsKey(setting.name())) {
                setting.applyText(builder, texts.get(setting.name()));
                read++;
            }
        }
        assertThat(read).isEqualTo(4);
        builder.build().close();

        assertThat(FallbackScoringModel.memberSettings())
                .extracting(Setting::name)
                .containsExactly("within", "minScore", "withoutThreshold");
    }

    @Test
    void the_threshold_of_an_aggregator_is_that_of_the_first_member() {
        FallbackScoringModel without = one().member("b", MEMBER).build();
        FallbackScoringModel own =
                one().member("b", MEMBER, member -> member.minScore(0.4)).build();
        FallbackScoringModel none = one().member(
                        "b",
                        FakeMember.scoring(1).of(ScoreScale.LOGIT),
                        FallbackScoringModel.MemberBuilder::withoutThreshold)
                .build();
        FallbackScoringModel nested = one().member("chain", own).build();
        FallbackScoringModel nestedOwn = FallbackScoringModel.builder()
                .member("only", MEMBER)
                .member("chain", chainOfOwn())
                .build();

        assertThatThrownBy(() -> aggregator(without))
                .isInstanceOf(SettingException.class)
                .hasMessage("minScore is 0.3, a threshold for the scores of member only, but member b would get it too;"
                        + " give each member but the first minScore(...) or withoutThreshold()");
        aggregator(own);
        aggregator(none);
        assertThatThrownBy(() -> aggregator(nested)).hasMessageContaining("member chain would get it too");
        aggregator(nestedOwn);
    }

    private static FallbackScoringModel chainOfOwn() {
        return FallbackScoringModel.builder()
                .member("x", MEMBER, member -> member.minScore(0.2))
                .member("y", MEMBER, FallbackScoringModel.MemberBuilder::withoutThreshold)
                .build();
    }

    @Test
    void a_threshold_needs_a_scale_in_the_first_member() {
        FallbackScoringModel logits = FallbackScoringModel.builder()
                .member("only", FakeMember.scoring(3).of(ScoreScale.LOGIT))
                .build();

        assertThatThrownBy(() -> aggregator(logits)).hasMessageContaining("logits");
    }

    private static void aggregator(FallbackScoringModel chain) {
        RerankContentAggregator.builder()
                .scoringModel(chain)
                .minScore(0.3)
                .onFailure(OnFailure.KEEP_ORDER)
                .build();
    }
}
