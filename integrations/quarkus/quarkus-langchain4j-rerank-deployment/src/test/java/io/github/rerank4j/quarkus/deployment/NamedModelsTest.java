package io.github.rerank4j.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.RateLimiter;
import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequestContext;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.tencent.TencentCredentials;
import io.github.rerank4j.tencent.TencentCredentialsProvider;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NamedModelsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(root ->
                    root.addClasses(TestServer.class, Scores.class, CloudBeans.class, CloudCalls.class, AllCalls.class))
            .overrideConfigKey("quarkus.langchain4j.scoring-model.provider", "siliconflow-rerank")
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.siliconflow-rerank.model-name", "BAAI/bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.cloud.scoring-model.provider", "tencent-rerank")
            .overrideConfigKey("quarkus.langchain4j.tencent-rerank.cloud.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.house.scoring-model.provider", "generic-rerank")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.base-url", TestServer.url())
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.api-key", TestServer.API_KEY)
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.model-name", "bge-reranker-v2-m3")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.parameters.strict", "false")
            .overrideConfigKey("quarkus.langchain4j.generic-rerank.house.custom-headers.X-House", "yes");

    @Inject
    ScoringModel model;

    @Inject
    @ModelName("cloud")
    ScoringModel cloud;

    @Inject
    @ModelName("house")
    ScoringModel house;

    @Inject
    @ModelName("cloud")
    CloudCalls cloudCalls;

    @Inject
    AllCalls allCalls;

    @Test
    void each_name_is_a_model_of_its_own_provider() {
        assertThat(model)
                .hasToString("SiliconFlowScoringModel[provider=siliconflow,"
                        + " modelName=BAAI/bge-reranker-v2-m3, baseUrl=" + TestServer.url() + "]");
        assertThat(cloud).isInstanceOf(TencentScoringModel.class);
        assertThat(house).isInstanceOf(GenericScoringModel.class);
    }

    @Test
    void each_of_them_ranks() {
        assertThat(Scores.of(model)).containsExactly(0.1, 0.9);
        assertThat(Scores.of(cloud)).containsExactly(0.1, 0.9);
        assertThat(Scores.of(house)).containsExactly(0.1, 0.9);
    }

    @Test
    void properties_of_a_name_are_of_its_model_alone() {
        int before = TestServer.received("X-House").size();
        Scores.of(model);
        Scores.of(house);

        assertThat(TestServer.received("X-House").subList(before, before + 1)).containsExactly("yes");
        assertThat(TestServer.received("X-House")).hasSize(before + 1);
    }

    @Test
    void beans_of_a_name_are_of_its_model_alone() {
        int permits = CloudBeans.PERMITS.get();
        int clients = TestServer.received("X-Cloud-Client").size();
        Scores.of(model);
        Scores.of(house);
        Scores.of(cloud);

        assertThat(CloudBeans.PERMITS).hasValue(permits + 1);
        assertThat(TestServer.received("X-Cloud-Client")).hasSize(clients + 1);
    }

    @Test
    void a_listener_without_a_name_hears_of_every_model_and_one_with_a_name_of_its_own() {
        Scores.of(model);
        Scores.of(cloud);

        assertThat(allCalls.providers).contains("siliconflow", "tencent");
        assertThat(cloudCalls.providers).containsOnly("tencent");
    }

    static class CloudBeans {

        static final AtomicInteger PERMITS = new AtomicInteger();

        @Produces
        @Singleton
        @ModelName("cloud")
        RateLimiter limiter() {
            return demand -> {
                PERMITS.incrementAndGet();
                return CompletableFuture.completedFuture(new RateLimiter.Permit() {});
            };
        }

        @Produces
        @Singleton
        @ModelName("cloud")
        OkHttpClient client() {
            return new OkHttpClient.Builder()
                    .addInterceptor(chain -> chain.proceed(chain.request()
                            .newBuilder()
                            .header("X-Cloud-Client", "yes")
                            .build()))
                    .build();
        }

        @Produces
        @Singleton
        TencentCredentialsProvider credentials() {
            return TencentCredentialsProvider.of(TencentCredentials.of(TestServer.SECRET_ID, TestServer.SECRET_KEY));
        }
    }

    @Singleton
    @ModelName("cloud")
    static class CloudCalls implements RerankListener {

        final List<String> providers = new CopyOnWriteArrayList<>();

        @Override
        public void onRequest(RerankRequestContext context) {
            providers.add(context.provider());
        }
    }

    @Singleton
    static class AllCalls implements RerankListener {

        final List<String> providers = new CopyOnWriteArrayList<>();

        @Override
        public void onRequest(RerankRequestContext context) {
            providers.add(context.provider());
        }
    }
}
