package io.github.rerank4j.spring;

import static io.github.rerank4j.spring.LocalProviders.scores;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.local.ReceivedRequest;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentScoringModel;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.BeanUtils;
import org.springframework.context.ConfigurableApplicationContext;

class EverySettingTest {

    /** Beans and customizers take their place: they are no values. */
    private static final Set<String> NO_PROPERTY = Set.of(
            "build",
            "rateLimiter",
            "httpClient",
            "documentMapper",
            "queryMapper",
            "listeners",
            "contextCapture",
            "credentials");

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void each_setting_of_a_builder_is_a_property() {
        assertThat(properties("tencent")).isEqualTo(settings(TencentScoringModel.Builder.class));
        assertThat(properties("siliconflow")).isEqualTo(settings(SiliconFlowScoringModel.Builder.class));
        assertThat(properties("generic")).isEqualTo(settings(GenericScoringModel.Builder.class));
    }

    @Test
    void a_name_can_have_the_settings_of_every_provider() {
        Set<String> all = Stream.of("tencent", "siliconflow", "generic", "fallback")
                .flatMap(provider -> properties(provider).stream())
                .collect(Collectors.toSet());
        Set<String> named = properties(InstanceProperties.class);
        named.removeAll(Set.of("provider", "member", "cache", "limiter"));

        assertThat(named).isEqualTo(all);
    }

    @Test
    void siliconflow_gets_what_is_set() {
        JsonNode request = requested(providers.siliconFlow(
                        "langchain4j.rerank.siliconflow.max-chunks-per-doc=7",
                        "langchain4j.rerank.siliconflow.overlap-tokens=9",
                        "langchain4j.rerank.siliconflow.site=international",
                        "langchain4j.rerank.siliconflow.custom-headers.X-Team=search"))
                .json();

        assertThat(request.path("max_chunks_per_doc").asInt()).isEqualTo(7);
        assertThat(request.path("overlap_tokens").asInt()).isEqualTo(9);
        assertThat(request.path("model").asText()).isEqualTo("BAAI/bge-reranker-v2-m3");
    }

    @Test
    void headers_keep_the_case_they_are_written_in() {
        ReceivedRequest request =
                requested(providers.siliconFlow("langchain4j.rerank.siliconflow.custom-headers.X-Team=search"));

        assertThat(request.header("X-Team")).isEqualTo("search");
    }

    @Test
    void tencent_gets_what_is_set() {
        ReceivedRequest request = requested(providers.tencent(
                "langchain4j.rerank.tencent.region=ap-jakarta",
                "langchain4j.rerank.tencent.model-name=lke-reranker-base"));

        assertThat(request.header("X-TC-Region")).isEqualTo("ap-jakarta");
        assertThat(request.json().path("Model").asText()).isEqualTo("lke-reranker-base");
    }

    @Test
    void another_server_gets_what_is_set() {
        JsonNode request = requested(providers.generic(
                        "langchain4j.rerank.generic.input.lang=en",
                        "langchain4j.rerank.generic.parameters.return_documents=false",
                        "langchain4j.rerank.generic.dialect=envelope"))
                .json();

        assertThat(request.at("/input/lang").asText()).isEqualTo("en");
        assertThat(request.at("/parameters/return_documents").asText()).isEqualTo("false");
    }

    @Test
    void lists_among_entries_stay_lists() {
        JsonNode request = requested(providers.generic(
                        "langchain4j.rerank.generic.parameters.tags[0]=a",
                        "langchain4j.rerank.generic.parameters.tags[1]=b",
                        "langchain4j.rerank.generic.parameters.deep.rows[0].k=v"))
                .json();

        assertThat(request.path("parameters").toString())
                .isEqualTo("{\"tags\":[\"a\",\"b\"],\"deep\":{\"rows\":[{\"k\":\"v\"}]}}");
    }

    @Test
    void limits_pack_a_call_into_requests() {
        try (ConfigurableApplicationContext context =
                Application.with(providers.siliconFlow("langchain4j.rerank.siliconflow.max-documents-per-request=1"))) {
            scores(context.getBean(ScoringModel.class));

            assertThat(providers.server.requestCount()).isEqualTo(2);
        }
    }

    @Test
    void long_documents_can_be_cut() {
        try (ConfigurableApplicationContext context = Application.with(providers.siliconFlow(
                "langchain4j.rerank.siliconflow.max-characters-per-document=10",
                "langchain4j.rerank.siliconflow.long-documents=truncate"))) {
            context.getBean(ScoringModel.class)
                    .scoreAll(List.of(TextSegment.from("a".repeat(100))), "a")
                    .content();

            assertThat(providers
                            .server
                            .requests()
                            .get(0)
                            .json()
                            .at("/documents/0")
                            .asText()
                            .length())
                    .isLessThanOrEqualTo(10);
        }
    }

    @Test
    void logits_can_be_handed_over_as_probabilities() {
        try (ConfigurableApplicationContext context =
                Application.with(providers.tencent("langchain4j.rerank.tencent.scores=probability"))) {
            assertThat(scores(context.getBean(ScoringModel.class)))
                    .containsExactly(1 / (1 + Math.exp(-0.1)), 1 / (1 + Math.exp(-0.9)));
        }
    }

    @Test
    void scores_can_be_those_of_a_calibration_in_a_file(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("lke.properties"), "method=logistic\nslope=2\nintercept=-1\n");

        try (ConfigurableApplicationContext context =
                Application.with(providers.tencent("langchain4j.rerank.tencent.scores=calibrated:" + file))) {
            assertThat(scores(context.getBean(ScoringModel.class)))
                    .containsExactly(1 / (1 + Math.exp(1 - 2 * 0.1)), 1 / (1 + Math.exp(1 - 2 * 0.9)));
        }
    }

    private ReceivedRequest requested(String... properties) {
        try (ConfigurableApplicationContext context = Application.with(properties)) {
            scores(context.getBean(ScoringModel.class));
            return providers.server.requests().get(0);
        }
    }

    private static Set<String> properties(String provider) {
        return Providers.settings(Application.providers().named(provider).orElseThrow())
                .keySet();
    }

    private static Set<String> properties(Class<?> type) {
        return Stream.of(BeanUtils.getPropertyDescriptors(type))
                .map(PropertyDescriptor::getName)
                .filter(name -> !name.equals("class") && !name.equals("enabled"))
                .collect(Collectors.toSet());
    }

    private static Set<String> settings(Class<? extends RerankScoringModel.Builder<?>> builder) {
        return Stream.of(builder.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .map(Method::getName)
                .filter(name -> !NO_PROPERTY.contains(name))
                .collect(Collectors.toSet());
    }
}
