package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefaultChainTest {

    private static final String CHAIN = "quarkus.langchain4j.fallback-rerank.";
    private static final String CHOICE = "quarkus.langchain4j.scoring-model.provider";

    @Test
    void a_chain_without_a_name_chooses_itself_however_its_members_are_written() {
        assertThat(choice(Map.of(CHAIN + "members", "tencent,house"))).hasValue("fallback-rerank");
        assertThat(choice(Map.of(CHAIN + "members", "${NOT_HERE_BUT_THERE}"))).hasValue("fallback-rerank");
        assertThat(choice(Map.of(CHAIN + "members[0]", "tencent", CHAIN + "members[1]", "house")))
                .hasValue("fallback-rerank");
    }

    @Test
    void another_choice_comes_before_it() {
        assertThat(choice(Map.of(CHAIN + "members", "tencent,house", CHOICE, "siliconflow-rerank")))
                .hasValue("siliconflow-rerank");
    }

    @Test
    void without_members_or_switched_off_it_chooses_nothing() {
        assertThat(choice(Map.of(CHAIN + "best.members", "tencent,house"))).isEmpty();
        assertThat(choice(Map.of(CHAIN + "members", "tencent,house", CHAIN + "enabled", "false")))
                .isEmpty();
    }

    private static Optional<String> choice(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withSources(new DefaultChain())
                .build()
                .getOptionalValue(CHOICE, String.class);
    }
}
