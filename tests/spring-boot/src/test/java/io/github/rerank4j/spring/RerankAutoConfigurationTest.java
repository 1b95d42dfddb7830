package io.github.rerank4j.spring;

import static io.github.rerank4j.spring.LocalProviders.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class RerankAutoConfigurationTest {

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void it_is_the_built_jar_on_the_version_that_is_meant() {
        String jar = RerankAutoConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();

        assertThat(jar).endsWith(".jar");
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("spring-boot.version"));
    }

    @Test
    void two_properties_make_a_tencent_reranker() {
        try (ConfigurableApplicationContext context = Application.with(providers.tencent())) {
            assertThat(scores(context.getBean(ScoringModel.class))).containsExactly(0.1, 0.9);
            assertThat(context.getBean("tencentScoringModel")).isInstanceOf(TencentScoringModel.class);
        }
    }

    @Test
    void the_bean_of_all_properties_is_written_without_their_values() {
        try (ConfigurableApplicationContext context = Application.with(providers.siliconFlow())) {
            assertThat(context.getBean("rerankProperties").toString())
                    .contains("siliconflow")
                    .doesNotContain(LocalProviders.API_KEY);
        }
    }

    @Test
    void two_properties_make_a_siliconflow_reranker() {
        try (ConfigurableApplicationContext context = Application.with(providers.siliconFlow())) {
            assertThat(scores(context.getBean(ScoringModel.class))).containsExactly(0.1, 0.9);
            assertThat(context.getBean("siliconFlowScoringModel")).isInstanceOf(SiliconFlowScoringModel.class);
        }
    }

    @Test
    void an_address_makes_a_reranker_of_any_other_server() {
        try (ConfigurableApplicationContext context = Application.with(providers.generic())) {
            assertThat(scores(context.getBean(ScoringModel.class))).containsExactly(0.1, 0.9);
            assertThat(context.getBean("genericScoringModel")).isInstanceOf(GenericScoringModel.class);
        }
    }

    @Test
    void without_properties_there_is_no_reranker() {
        try (ConfigurableApplicationContext context = Application.with()) {
            assertThat(context.getBeansOfType(ScoringModel.class)).isEmpty();
        }
    }

    @Test
    void one_that_is_switched_off_is_no_bean() {
        try (ConfigurableApplicationContext context =
                Application.with(providers.tencent("langchain4j.rerank.tencent.enabled=false"))) {
            assertThat(context.getBeansOfType(ScoringModel.class)).isEmpty();
        }
    }

    @Test
    void all_providers_can_be_there_at_once() {
        List<String> properties = new ArrayList<>(List.of(providers.tencent()));
        properties.addAll(List.of(providers.siliconFlow()));
        properties.addAll(List.of(providers.generic()));

        try (ConfigurableApplicationContext context = Application.with(properties.toArray(String[]::new))) {
            assertThat(context.getBeansOfType(RerankScoringModel.class))
                    .containsOnlyKeys("tencentScoringModel", "siliconFlowScoringModel", "genericScoringModel")
                    .allSatisfy((name, model) -> assertThat(scores(model)).containsExactly(0.1, 0.9));
        }
    }

    @Test
    void an_applications_own_model_is_left_alone() {
        try (ConfigurableApplicationContext context = Application.with(OwnModel.class, providers.tencent())) {
            assertThat(context.getBeansOfType(ScoringModel.class)).containsOnlyKeys("own");
        }
    }

    @Test
    void rerankers_with_names_are_injected_by_them() {
        try (ConfigurableApplicationContext context = Application.with(
                Injected.class,
                "langchain4j.rerank.instances.faq.provider=siliconflow",
                "langchain4j.rerank.instances.faq.base-url=" + providers.server.url(),
                "langchain4j.rerank.instances.faq.api-key=" + LocalProviders.API_KEY,
                "langchain4j.rerank.instances.faq.model-name=Qwen/Qwen3-Reranker-8B",
                "langchain4j.rerank.instances.faq.instruction=Prefer short answers.",
                "langchain4j.rerank.instances.lawTexts.provider=tencent",
                "langchain4j.rerank.instances.lawTexts.base-url=" + providers.server.url(),
                "langchain4j.rerank.instances.lawTexts.secret-id=" + LocalProviders.SECRET_ID,
                "langchain4j.rerank.instances.lawTexts.secret-key=" + LocalProviders.SECRET_KEY,
                "langchain4j.rerank.instances.unused.provider=generic",
                "langchain4j.rerank.instances.unused.enabled=false")) {
            Injected injected = context.getBean(Injected.class);

            assertThat(injected.faq).isInstanceOf(SiliconFlowScoringModel.class);
            assertThat(injected.lawTexts.toString()).startsWith("TencentScoringModel[");
            assertThat(scores(injected.faq)).containsExactly(0.1, 0.9);
            assertThat(scores(injected.lawTexts)).containsExactly(0.1, 0.9);
            assertThat(context.containsBean("unused")).isFalse();
            assertThat(providers
                            .server
                            .requests()
                            .get(0)
                            .json()
                            .path("instruction")
                            .asText())
                    .isEqualTo("Prefer short answers.");
        }
    }

    @Test
    void names_do_not_make_a_default_reranker_step_back() {
        try (ConfigurableApplicationContext context = Application.with(providers.tencent(
                "langchain4j.rerank.instances.other.provider=generic",
                "langchain4j.rerank.instances.other.base-url=http://localhost",
                "langchain4j.rerank.instances.other.dialect=tei"))) {
            assertThat(context.getBeansOfType(ScoringModel.class)).containsOnlyKeys("tencentScoringModel", "other");
        }
    }

    @Test
    void rerankers_are_closed_with_the_application() {
        ScoringModel model;
        try (ConfigurableApplicationContext context = Application.with(providers.tencent())) {
            model = context.getBean(ScoringModel.class);
        }

        assertThatThrownBy(() -> scores(model)).isInstanceOf(IllegalStateException.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Injected {

        private final ScoringModel faq;
        private final RerankScoringModel lawTexts;

        @Autowired
        Injected(@Qualifier("faq") ScoringModel faq, RerankScoringModel lawTexts) {
            this.faq = faq;
            this.lawTexts = lawTexts;
        }
    }
}
