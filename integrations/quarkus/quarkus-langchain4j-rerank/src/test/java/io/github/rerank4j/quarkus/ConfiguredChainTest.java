package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ConfiguredChainTest {

    private static final String DEFAULT = NamedConfigUtil.DEFAULT_NAME;
    private static final String CHAIN = "quarkus.langchain4j.fallback-rerank.";
    private static final Set<String> MODELS = Set.of(DEFAULT, "tencent", "house", "best", "inner");
    private static final Set<String> CHAINS = Set.of(DEFAULT, "best", "inner");

    @Test
    void members_are_in_the_order_in_which_they_are_written_with_or_without_spaces() {
        assertThat(chain(DEFAULT, Map.of(CHAIN + "members", "tencent, house ,")).members())
                .containsExactly("tencent", "house");
        assertThat(chain(DEFAULT, Map.of(CHAIN + "members[0]", "tencent", CHAIN + "members[1]", "house"))
                        .members())
                .containsExactly("tencent", "house");
    }

    @Test
    void chains_may_be_members_of_chains() {
        Map<String, String> nested = Map.of(
                CHAIN + "members",
                "best,inner,house",
                CHAIN + "best.members",
                "tencent,inner",
                CHAIN + "inner.members",
                "house");

        assertThatCode(() -> chain(DEFAULT, nested).requireMembers(MODELS, CHAINS))
                .doesNotThrowAnyException();
    }

    @Test
    void a_chain_without_members_is_refused() {
        refused(
                () -> chain("best", Map.of(CHAIN + "best.timeout", "5s")).requireMembers(MODELS, CHAINS),
                "quarkus.langchain4j.fallback-rerank.best.members is missing; set the names of the chain's scoring"
                        + " models, first choice first");
    }

    @Test
    void a_variable_that_nobody_has_set_names_no_member() {
        refused(
                () -> chain(DEFAULT, Map.of(CHAIN + "members", "${MY_RERANKERS}"))
                        .requireMembers(MODELS, CHAINS),
                "quarkus.langchain4j.fallback-rerank.members is set to ${MY_RERANKERS}, which neither the environment nor"
                        + " a property defines; define it, or remove the property");
    }

    @Test
    void a_member_that_is_not_there_is_told_with_the_one_that_is_meant_or_with_what_makes_one() {
        refused(
                () -> chain(DEFAULT, Map.of(CHAIN + "members", "tencent,hose")).requireMembers(MODELS, CHAINS),
                "quarkus.langchain4j.fallback-rerank.members names hose, but no scoring model has that name; did you"
                        + " mean house? Correct it, or set quarkus.langchain4j.hose.scoring-model.provider");
        refused(
                () -> chain("best", Map.of(CHAIN + "best.members", "cloud.a,tencent"))
                        .requireMembers(MODELS, CHAINS),
                "quarkus.langchain4j.fallback-rerank.best.members names cloud.a, but no scoring model has that name;"
                        + " correct it, or set quarkus.langchain4j.\"cloud.a\".scoring-model.provider");
    }

    @Test
    void a_member_is_named_once() {
        refused(
                () -> chain(DEFAULT, Map.of(CHAIN + "members", "house,tencent,house"))
                        .requireMembers(MODELS, CHAINS),
                "quarkus.langchain4j.fallback-rerank.members names house twice; remove one of them");
    }

    @Test
    void a_chain_that_is_its_own_member_is_refused_at_whatever_depth() {
        refused(
                () -> chain("best", Map.of(CHAIN + "best.members", "house,best"))
                        .requireMembers(MODELS, CHAINS),
                "quarkus.langchain4j.fallback-rerank.best.members leads in a circle (best, best); take one of these"
                        + " chains out of another's members");
        refused(
                () -> chain(
                                DEFAULT,
                                Map.of(
                                        CHAIN + "members", "house,best",
                                        CHAIN + "best.members", "inner",
                                        CHAIN + "inner.members", "house,best"))
                        .requireMembers(MODELS, CHAINS),
                "quarkus.langchain4j.fallback-rerank.members leads in a circle (best, inner, best); take one of these"
                        + " chains out of another's members");
    }

    private static void refused(ThrowingCallable step, String message) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(step)
                .satisfies(refusal ->
                        assertThat(refusal.getProblem(0).getMessage()).isEqualTo(message));
    }

    private static ConfiguredChain chain(String name, Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(FallbackRerankConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        return new ConfiguredChain(name, config);
    }
}
