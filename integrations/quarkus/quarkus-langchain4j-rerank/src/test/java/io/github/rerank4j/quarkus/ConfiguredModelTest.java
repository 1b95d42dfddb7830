package io.github.rerank4j.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rerank4j.RateLimiters;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.generic.GenericScoringModel;
import io.github.rerank4j.service.RerankProviders;
import io.github.rerank4j.siliconflow.SiliconFlowScoringModel;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.tencent.TencentCredentials;
import io.github.rerank4j.tencent.TencentCredentialsProvider;
import io.github.rerank4j.tencent.TencentScoringModel;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredModelTest {

    private static final RerankProviders PROVIDERS = RerankProviders.of(ConfiguredModelTest.class.getClassLoader());
    private static final String DEFAULT = NamedConfigUtil.DEFAULT_NAME;
    private static final String SILICONFLOW = "quarkus.langchain4j.siliconflow-rerank.";
    private static final String TENCENT = "quarkus.langchain4j.tencent-rerank.";
    private static final String GENERIC = "quarkus.langchain4j.generic-rerank.";

    @Test
    void every_setting_of_a_builder_has_a_property_unless_it_is_an_object() {
        assertThat(settings(TencentScoringModel.Builder.class))
                .isEqualTo(with(properties(TencentRerankConfig.Model.class), "credentials"));
        assertThat(settings(SiliconFlowScoringModel.Builder.class))
                .isEqualTo(with(properties(SiliconFlowRerankConfig.Model.class)));
        assertThat(settings(GenericScoringModel.Builder.class))
                .isEqualTo(with(properties(GenericRerankConfig.Model.class)));
    }

    @Test
    void every_property_can_be_named_in_a_message() {
        assertThat(named("tencent")).isEqualTo(properties(TencentRerankConfig.Model.class));
        assertThat(named("siliconflow")).isEqualTo(properties(SiliconFlowRerankConfig.Model.class));
        assertThat(named("generic")).isEqualTo(properties(GenericRerankConfig.Model.class));
    }

    @Test
    void all_settings_of_tencent_cloud_arrive() {
        Map<String, String> all = common(TENCENT);
        all.put(TENCENT + "secret-id", "AKIDexample");
        all.put(TENCENT + "secret-key", "example-secret-key");
        all.put(TENCENT + "token", "example-token");
        all.put(TENCENT + "site", "china");
        all.put(TENCENT + "region", "ap-beijing");
        all.put(TENCENT + "scores", "probability");

        try (Reranker model = build(tencent(DEFAULT, all), DEFAULT)) {
            assertThat(model.traits(null).scale()).isEqualTo(ScoreScale.PROBABILITY);
            assertThat(model)
                    .hasToString("TencentScoringModel[provider=tencent, modelName=lke-reranker-example,"
                            + " baseUrl=http://127.0.0.1:9]");
        }
    }

    @Test
    void all_settings_of_siliconflow_arrive() {
        Map<String, String> all = common(SILICONFLOW);
        all.put(SILICONFLOW + "api-key", "sk-example");
        all.put(SILICONFLOW + "max-chunks-per-doc", "8");
        all.put(SILICONFLOW + "overlap-tokens", "80");
        all.put(SILICONFLOW + "instruction", "Prefer what is recent.");
        all.put(SILICONFLOW + "relay", "true");

        try (Reranker model = build(siliconFlow(DEFAULT, all), DEFAULT)) {
            assertThat(model.traits(null).scale()).isEqualTo(ScoreScale.UNKNOWN);
        }
    }

    @Test
    void all_settings_of_another_server_arrive() {
        Map<String, String> all = common(GENERIC);
        all.put(GENERIC + "dialect", "dashscope");
        all.put(GENERIC + "api-key", "sk-example");
        all.put(GENERIC + "instruction", "Prefer what is recent.");
        all.put(GENERIC + "parameters.strict", "false");

        try (Reranker model = build(generic(DEFAULT, all), DEFAULT)) {
            assertThat(model.traits(null).scale()).isEqualTo(ScoreScale.PROBABILITY);
            assertThat(model).asString().contains("provider=dashscope");
        }
    }

    @Test
    void a_missing_key_is_told_by_its_property() {
        refused(
                build(siliconFlow(DEFAULT, Map.of(SILICONFLOW + "model-name", "BAAI/bge-reranker-v2-m3"))),
                "quarkus.langchain4j.siliconflow-rerank.api-key is missing; set the key of your account");
        refused(
                build(tencent(DEFAULT, Map.of())),
                "there are no credentials; set quarkus.langchain4j.tencent-rerank.secret-id and"
                        + " quarkus.langchain4j.tencent-rerank.secret-key, or make"
                        + " TencentCredentialsProvider.defaultChain() a bean");
        refused(
                build(generic(
                        DEFAULT, Map.of(GENERIC + "dialect", "cohere-v2", GENERIC + "model-name", "rerank-v3.5"))),
                "quarkus.langchain4j.generic-rerank.api-key is missing");
    }

    @Test
    void the_name_of_a_model_stands_in_its_properties() {
        Map<String, String> cloud = Map.of(TENCENT + "cloud.secret-id", "AKIDexample");
        Map<String, String> dotted = Map.of(TENCENT + "\"a.b\".secret-id", "AKIDexample");

        refused(
                () -> build(tencent("cloud", cloud), "cloud"),
                "quarkus.langchain4j.tencent-rerank.cloud.secret-key is");
        refused(() -> build(tencent("a.b", dotted), "a.b"), "quarkus.langchain4j.tencent-rerank.\"a.b\".secret-key is");
    }

    @Test
    void what_contradicts_is_told_by_its_properties() {
        Map<String, String> times = siliconFlowModel();
        times.put(SILICONFLOW + "timeout", "5s");
        times.put(SILICONFLOW + "attempt-timeout", "10s");
        Map<String, String> relay = siliconFlowModel();
        relay.put(SILICONFLOW + "relay", "true");

        refused(
                build(siliconFlow(DEFAULT, times)),
                "quarkus.langchain4j.siliconflow-rerank.attempt-timeout (10 s) is above"
                        + " quarkus.langchain4j.siliconflow-rerank.timeout (5 s)");
        refused(
                build(siliconFlow(DEFAULT, relay)),
                "quarkus.langchain4j.siliconflow-rerank.relay=true needs the relay's address; set"
                        + " quarkus.langchain4j.siliconflow-rerank.base-url");
    }

    @Test
    void a_bean_that_contradicts_a_property_is_told_as_a_bean() {
        Map<String, String> rate = siliconFlowModel();
        rate.put(SILICONFLOW + "requests-per-second", "3");
        Map<String, String> proxy = siliconFlowModel();
        proxy.put(SILICONFLOW + "proxy", "http://127.0.0.1:9");
        Model paced = siliconFlow(DEFAULT, rate);
        Model proxied = siliconFlow(DEFAULT, proxy);
        Model keyed = tencent(DEFAULT, Map.of(TENCENT + "secret-id", "AKIDexample"));

        refused(
                () -> paced.build(Map.of("rateLimiter", RateLimiters.perSecond(1))),
                "a RateLimiter bean and quarkus.langchain4j.siliconflow-rerank.requests-per-second are both set");
        refused(
                () -> proxied.build(Map.of("httpClient", new OkHttpClient())),
                "quarkus.langchain4j.siliconflow-rerank.proxy and an OkHttpClient bean are both set");
        refused(
                () -> keyed.build(Map.of(
                        "credentials",
                        TencentCredentialsProvider.of(TencentCredentials.of("AKIDexample", "example-secret-key")))),
                "a TencentCredentialsProvider bean is there together with"
                        + " quarkus.langchain4j.tencent-rerank.secret-id");
    }

    @Test
    void what_is_no_setting_is_told_by_its_property() {
        Map<String, String> proxy = siliconFlowModel();
        proxy.put(SILICONFLOW + "proxy", "http://user:pass@proxy.example.com:8080");

        refused(
                build(siliconFlow(DEFAULT, proxy)),
                "quarkus.langchain4j.siliconflow-rerank.proxy is neither http://host:port nor socks://host:port");
        proxy.put(SILICONFLOW + "proxy", "http://user:p^ss@proxy.example.com:8080");
        refused(
                build(siliconFlow(DEFAULT, proxy)),
                "quarkus.langchain4j.siliconflow-rerank.proxy is neither http://host:port nor socks://host:port");
        refused(
                build(generic(DEFAULT, Map.of(GENERIC + "dialect", "cohere"))),
                "quarkus.langchain4j.generic-rerank.dialect is \"cohere\", which is not a dialect");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api-key | ${NO_SUCH_KEY} | api-key is set to ${NO_SUCH_KEY}, which neither the environment nor a",
                "api-key | ${sk-live-0123} | api-key is set to a variable, which neither the environment nor a",
                "api-key | Bearer ${sk-live-0123} | api-key holds a variable, which neither the environment nor a",
                "max-retries | ${NO_SUCH_NUMBER} | max-retries is set to ${NO_SUCH_NUMBER}, which neither",
                "custom-headers.X-Key | ${sk-live-0123} | custom-headers.X-Key is set to a variable, which neither",
                "custom-headers.X-Key | '' | custom-headers.X-Key is empty; give it a value, or remove it",
                "custom-headers.\"X-Key\" | '' | custom-headers.X-Key is empty; give it a value, or remove it",
                "custom-headers.\"Bearer sk-live-0123\" | ' ' | custom-headers.<entry> is empty; give it a value",
                "custom-headers | sk-live-0123 | custom-headers has entries and no value of its own; set",
            })
    void what_has_no_value_is_told_without_a_key(String name, String value, String problem) {
        Map<String, String> settings = siliconFlowModel();
        settings.put(SILICONFLOW + name, value);
        Model model = new Model("siliconflow", DEFAULT, unmapped(settings));

        refused(() -> model.build(Map.of()), SILICONFLOW + problem);
        assertThatThrownBy(() -> model.build(Map.of())).hasNoCause().hasMessageNotContaining("0123");
    }

    @Test
    void a_key_that_nobody_has_set_is_replaced_by_that_of_a_stand_in() {
        Map<String, String> settings = siliconFlowModel();
        settings.put(SILICONFLOW + "api-key", "${NO_SUCH_KEY}");
        settings.put(SILICONFLOW + "stand-in-key", "stand-in");

        new Model("siliconflow", DEFAULT, unmapped(settings)).build(Map.of()).close();
    }

    @Test
    void what_goes_wrong_in_the_application_is_not_told_as_a_property() {
        Model model = siliconFlow(DEFAULT, siliconFlowModel());
        IllegalArgumentException failure = new IllegalArgumentException("timeout of a trust store is wrong");

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> model.configured().checked(builder -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void the_timeout_of_all_models_counts_where_none_is_set() {
        Map<String, String> settings = siliconFlowModel();
        settings.put("quarkus.langchain4j.timeout", "4s");
        settings.put(SILICONFLOW + "attempt-timeout", "5s");
        Map<String, String> none = siliconFlowModel();
        none.put(SILICONFLOW + "attempt-timeout", "5s");

        assertThat(timeout(settings))
                .hasValueSatisfying(timeout -> assertThat(timeout).hasSeconds(4));
        assertThat(timeout(none)).isEmpty();
        refused(build(siliconFlow(DEFAULT, settings)), "attempt-timeout (5 s) is above ");
        build(siliconFlow(DEFAULT, none), DEFAULT).close();
    }

    private static Optional<Duration> timeout(Map<String, String> settings) {
        return config(SiliconFlowRerankConfig.class, settings)
                .getConfigMapping(SiliconFlowRerankConfig.class)
                .defaultConfig()
                .timeout();
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable build, String sentence) {
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(build)
                .withMessageContaining(sentence)
                .satisfies(problem -> assertThat(problem.getProblemCount()).isEqualTo(1));
    }

    private static Map<String, String> siliconFlowModel() {
        return new TreeMap<>(
                Map.of(SILICONFLOW + "api-key", "sk-example", SILICONFLOW + "model-name", "BAAI/bge-reranker-v2-m3"));
    }

    private static Map<String, String> common(String prefix) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(prefix + "base-url", "http://127.0.0.1:9");
        settings.put(prefix + "model-name", "lke-reranker-example");
        settings.put(prefix + "timeout", "10s");
        settings.put(prefix + "attempt-timeout", "5s");
        settings.put(prefix + "connect-timeout", "500ms");
        settings.put(prefix + "max-retries", "0");
        settings.put(prefix + "max-concurrent-requests", "4");
        settings.put(prefix + "requests-per-second", "2.5");
        settings.put(prefix + "max-documents-per-request", "10");
        settings.put(prefix + "max-characters-per-request", "10000");
        settings.put(prefix + "max-bytes-per-request", "100000");
        settings.put(prefix + "max-characters-per-document", "1000");
        settings.put(prefix + "long-documents", "truncate");
        settings.put(prefix + "scores", "raw");
        settings.put(prefix + "custom-headers.X-Tenant", "a");
        settings.put(prefix + "proxy", "socks://127.0.0.1:9");
        settings.put(prefix + "log-requests", "true");
        settings.put(prefix + "log-responses", "true");
        settings.put(prefix + "logger", "rerank");
        return settings;
    }

    private static org.assertj.core.api.ThrowableAssert.ThrowingCallable build(Model model) {
        return () -> build(model, DEFAULT);
    }

    private static Reranker build(Model model, String name) {
        assertThat(model.name()).isEqualTo(name);
        return model.build(Map.of());
    }

    private static Model tencent(String name, Map<String, String> settings) {
        return new Model("tencent", name, config(TencentRerankConfig.class, settings));
    }

    private static Model siliconFlow(String name, Map<String, String> settings) {
        return new Model("siliconflow", name, config(SiliconFlowRerankConfig.class, settings));
    }

    private static Model generic(String name, Map<String, String> settings) {
        return new Model("generic", name, config(GenericRerankConfig.class, settings));
    }

    private static SmallRyeConfig config(Class<?> root, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(root)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }

    /** Without what a mapping refuses before. */
    private static SmallRyeConfig unmapped(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
    }

    /** A model of the configuration. */
    private record Model(String id, String name, SmallRyeConfig config) {

        ConfiguredModel<?> configured() {
            return new ConfiguredModel<>(PROVIDERS.named(id), name, config);
        }

        Reranker build(Map<String, ?> objects) {
            return build(PROVIDERS.named(id), objects);
        }

        private <B> Reranker build(RerankProvider<B> provider, Map<String, ?> objects) {
            return new ConfiguredModel<>(provider, name, config)
                    .checked(builder -> RerankProviders.apply(provider, builder, Map.of(), objects));
        }
    }

    private static Set<String> settings(Class<?> builder) {
        return names(builder, method -> method.getReturnType().isAssignableFrom(builder));
    }

    /** But for what only Dev Services set, and what is the cache's. */
    private static Set<String> properties(Class<?> config) {
        return names(
                config,
                method -> method.getParameterCount() == 0
                        && !Set.of("standInKey", "cache", "limiter").contains(method.getName()));
    }

    private static Set<String> names(Class<?> type, Predicate<Method> wanted) {
        return Stream.concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.getDeclaringClass() != Object.class && !method.isSynthetic())
                .filter(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers()))
                .filter(wanted)
                .filter(method -> !method.getName().equals("build"))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> with(Set<String> properties, String... objects) {
        Set<String> all = new TreeSet<>(properties);
        all.addAll(Set.of("rateLimiter", "httpClient", "listeners", "contextCapture", "documentMapper", "queryMapper"));
        all.addAll(Set.of(objects));
        return all;
    }

    private static Set<String> named(String id) {
        return new TreeSet<>(ConfiguredSettings.withProperty(PROVIDERS.named(id).settings()));
    }
}
