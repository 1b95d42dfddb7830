package io.github.rerank4j.spring;

import static io.github.rerank4j.spring.LocalProviders.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.service.RerankScoringModel;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.tencent.TencentCredentials;
import io.github.rerank4j.tencent.TencentCredentialsProvider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What rerankers get from the application besides properties. */
class SharedBeansTest {

    private final LocalProviders providers = new LocalProviders();

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void beans_that_rerankers_share_are_given_to_them() {
        try (ConfigurableApplicationContext context = Application.with(Shared.class, providers.siliconFlow())) {
            Shared shared = context.getBean(Shared.class);

            scores(context.getBean(ScoringModel.class));

            assertThat(shared.seen).containsExactly("first: siliconflow", "second: siliconflow");
            assertThat(shared.permits).hasValue(1);
            assertThat(providers.server.requests().get(0).header("X-Intercepted"))
                    .isEqualTo("yes");
        }
    }

    @Test
    void a_credentials_provider_signs_for_tencent() {
        try (ConfigurableApplicationContext context =
                Application.with(Credentials.class, "langchain4j.rerank.tencent.base-url=" + providers.server.url())) {
            assertThat(scores(context.getBean(ScoringModel.class))).containsExactly(0.1, 0.9);
        }
    }

    @Test
    void customizers_have_the_last_word_in_their_order() {
        try (ConfigurableApplicationContext context =
                Application.with(Customized.class, providers.siliconFlow(providers.generic()))) {
            scores(context.getBean("siliconFlowScoringModel", ScoringModel.class));
            scores(context.getBean("genericScoringModel", ScoringModel.class));

            assertThat(providers.server.requests())
                    .extracting(request -> request.json().toString().contains("\"> coffee\""))
                    .containsExactly(true, false);
            assertThat(context.getBean(Customized.class).names)
                    .containsExactly("siliconFlowScoringModel 1", "siliconFlowScoringModel 2");
        }
    }

    @Test
    void keys_of_a_reranker_come_before_the_provider_of_all() {
        try (ConfigurableApplicationContext context = Application.with(
                OtherCredentials.class, providers.tencent("langchain4j.rerank.tencent.region=ap-jakarta"))) {
            assertThat(scores(context.getBean(ScoringModel.class))).containsExactly(0.1, 0.9);
        }
    }

    @Test
    void a_rate_of_a_reranker_comes_before_the_limiter_of_all() {
        try (ConfigurableApplicationContext context = Application.with(
                Shared.class, providers.siliconFlow("langchain4j.rerank.siliconflow.requests-per-second=100"))) {
            scores(context.getBean(ScoringModel.class));

            assertThat(context.getBean(Shared.class).permits).hasValue(0);
        }
    }

    @Test
    void several_equal_beans_are_not_guessed_among() {
        try (ConfigurableApplicationContext context = Application.with(TwoLimiters.class, providers.siliconFlow())) {
            scores(context.getBean(ScoringModel.class));

            assertThat(context.getBean(TwoLimiters.class).permits).hasValue(0);
        }
    }

    @Test
    void a_customizer_of_any_builder_is_asked_for_every_reranker() {
        try (ConfigurableApplicationContext context =
                Application.with(OfAll.class, providers.siliconFlow(providers.generic()))) {
            assertThat(context.getBean(OfAll.class).names)
                    .containsExactlyInAnyOrder("siliconFlowScoringModel", "genericScoringModel");
        }
    }

    @Test
    void a_customizer_can_put_titles_before_texts() {
        try (ConfigurableApplicationContext context = Application.with(Titles.class, providers.siliconFlow())) {
            context.getBean(ScoringModel.class)
                    .scoreAll(
                            List.of(
                                    TextSegment.from("hot", Metadata.from("title", "Tea")),
                                    TextSegment.from("no title")),
                            "tea");

            assertThat(providers.server.requests().get(0).json().path("documents"))
                    .extracting(JsonNode::textValue)
                    .containsExactly("Tea: hot", "no title");
        }
    }

    @Test
    void what_a_customizer_does_wrong_itself_is_not_taken_for_another_type_of_builder() {
        assertThatThrownBy(() ->
                        Application.with(Failing.class, providers.siliconFlow()).close())
                .hasRootCauseInstanceOf(ClassCastException.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Shared {

        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final AtomicInteger permits = new AtomicInteger();

        @Bean
        @Order(2)
        RerankListener second() {
            return listener("second");
        }

        @Bean
        @Order(1)
        RerankListener first() {
            return listener("first");
        }

        @Bean
        RateLimiter limiter() {
            RateLimiter quick = RateLimiters.perSecond(1000);
            return demand -> {
                permits.incrementAndGet();
                return quick.acquire(demand);
            };
        }

        @Bean
        OkHttpClient client() {
            return new OkHttpClient.Builder()
                    .addInterceptor(chain -> chain.proceed(chain.request()
                            .newBuilder()
                            .header("X-Intercepted", "yes")
                            .build()))
                    .build();
        }

        private RerankListener listener(String name) {
            return new RerankListener() {
                @Override
                public void onRequest(RerankRequestContext context) {
                    seen.add(name + ": " + context.provider());
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Credentials {

        @Bean
        TencentCredentialsProvider credentials() {
            return TencentCredentialsProvider.of(
                    TencentCredentials.of(LocalProviders.SECRET_ID, LocalProviders.SECRET_KEY));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherCredentials {

        @Bean
        TencentCredentialsProvider credentials() {
            return TencentCredentialsProvider.of(TencentCredentials.of("AKIDother", "other-secret-key"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoLimiters {

        private final AtomicInteger permits = new AtomicInteger();

        @Bean
        RateLimiter one() {
            return counting();
        }

        @Bean
        RateLimiter other() {
            return counting();
        }

        private RateLimiter counting() {
            RateLimiter quick = RateLimiters.perSecond(1000);
            return demand -> {
                permits.incrementAndGet();
                return quick.acquire(demand);
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OfAll {

        private final List<String> names = new CopyOnWriteArrayList<>();

        @Bean
        <B extends RerankScoringModel.Builder<B>> RerankModelCustomizer<B> all() {
            return (builder, name) -> names.add(name);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Failing {

        @Bean
        RerankModelCustomizer<SiliconFlowScoringModel.Builder> failing() {
            return (builder, name) -> builder.maxRetries((Integer) (Object) name);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {

        private final List<String> names = new CopyOnWriteArrayList<>();

        @Bean
        @Order(2)
        RerankModelCustomizer<SiliconFlowScoringModel.Builder> second() {
            return (builder, name) -> {
                names.add(name + " 2");
                builder.documentMapper(segment -> TextContent.from("> " + segment.text()));
            };
        }

        @Bean
        @Order(1)
        RerankModelCustomizer<SiliconFlowScoringModel.Builder> first() {
            return (builder, name) -> {
                names.add(name + " 1");
                builder.documentMapper(segment -> TextContent.from("< " + segment.text()));
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Titles {

        // import io.github.rerank4j.spring.RerankModelCustomizer;
        // tag::spring-boot-customizer[]
        @Bean
        RerankModelCustomizer<SiliconFlowScoringModel.Builder> titles() {
            return (builder, name) -> builder.documentMapper(segment -> {
                String title = segment.metadata().getString("title");
                return TextContent.from(title == null ? segment.text() : title + ": " + segment.text());
            });
        }
        // end::spring-boot-customizer[]
    }
}
