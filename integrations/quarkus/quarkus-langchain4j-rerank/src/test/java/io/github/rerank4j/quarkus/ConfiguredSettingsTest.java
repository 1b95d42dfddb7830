package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.output.Response;
import io.github.rerank4j.resilience.CachingScoringModel;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of one model that other properties give to all models. */
class ConfiguredSettingsTest {

    private static final String OWN = "quarkus.langchain4j.generic-rerank.house.cache";
    private static final String COMMON = RerankCacheConfig.PREFIX;

    @Test
    void a_fault_is_told_by_the_property_in_which_it_is() {
        assertThat(fault(Map.of(OWN + ".time-to-live", "0s", COMMON + ".time-to-live", "2h")))
                .startsWith("quarkus.langchain4j.generic-rerank.house.cache.time-to-live is ");
        assertThat(fault(Map.of(COMMON + ".time-to-live", "0s")))
                .startsWith("quarkus.langchain4j.rerank.cache.time-to-live is ");
        assertThat(fault(Map.of(COMMON + ".key-secret", "short")))
                .startsWith("quarkus.langchain4j.rerank.cache.key-secret is shorter than ")
                .doesNotContain("short,");
    }

    @Test
    void what_is_set_for_the_model_counts_before_what_is_set_for_all() {
        assertThat(fault(Map.of(OWN + ".time-to-live", "2h", COMMON + ".time-to-live", "0s")))
                .isEqualTo("none");
    }

    @Test
    void a_variable_that_nobody_has_set_is_told_wherever_it_is() {
        assertThatThrownBy(() -> fault(Map.of(COMMON + ".version", "${SCORES_VERSION}")))
                .hasMessage("quarkus.langchain4j.rerank.cache.version is set to ${SCORES_VERSION}, which neither the"
                        + " environment nor a property defines; define it, or remove the property");
    }

    private static String fault(Map<String, String> properties) {
        ConfiguredSettings<CachingScoringModel.Builder> settings =
                new ConfiguredSettings<>(OWN, CachingScoringModel.settings(), config(properties)).orUnder(COMMON);
        CachingScoringModel.Builder builder = CachingScoringModel.of((segments, query) -> Response.from(List.of()));
        settings.applyTo(builder, List.of());
        try {
            builder.build().close();
            return "none";
        } catch (IllegalArgumentException objection) {
            return settings.message(objection);
        }
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(GenericRerankConfig.class)
                .withMapping(RerankCacheConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
    }
}
