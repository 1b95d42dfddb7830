package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.internal.PipelineSettings;
import io.github.rerank4j.settings.Form;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.spi.Authorizer;
import io.github.rerank4j.spi.ModelTraits;
import io.github.rerank4j.spi.RerankService;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommonSettingsTest {

    private static final RerankService SERVICE = RerankService.of(
            "plain",
            new PlainService(ModelTraits.pointwise(ScoreScale.LOGIT)),
            Authorizer.NONE,
            "http://127.0.0.1:1",
            RerankService.Defaults.model(null));

    /** What an attempt may take depends on whether the whole call's time is set: what is set is to be enough. */
    private static final Set<String> BY_OTHERS = Set.of("timeout");

    @Test
    void every_setter_has_its_setting_and_none_has_two() {
        List<String> setters = Stream.of(RerankScoringModel.Builder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> method.getParameterCount() == 1)
                .map(Method::getName)
                .distinct()
                .toList();

        assertThat(CommonSettings.all()).extracting(Setting::name).containsExactlyInAnyOrderElementsOf(setters);
    }

    @Test
    void a_default_is_what_counts_where_nothing_is_set() {
        List<String> compared = new ArrayList<>();
        for (Setting<RerankScoringModel.Builder<?>, ?> setting : CommonSettings.all()) {
            if (setting.defaultValue().isPresent() && !BY_OTHERS.contains(setting.name())) {
                PlainService.Builder builder = PlainService.model();
                setting.applyText(builder, setting.defaultText());

                assertThat(settled(builder))
                        .as(setting.name())
                        .usingRecursiveComparison()
                        .ignoringFields("service", "attempts.headers")
                        .isEqualTo(settled(PlainService.model()));
                compared.add(setting.name());
            }
        }
        assertThat(compared)
                .contains("connectTimeout", "maxRetries", "maxConcurrentRequests", "longDocuments", "scores");
    }

    @Test
    void another_value_than_the_default_is_seen_to_differ() {
        PlainService.Builder builder = PlainService.model();
        CommonSettings.MAX_CONCURRENT_REQUESTS.applyText(builder, "1023");

        assertThat(settled(builder).pacing())
                .isNotEqualTo(settled(PlainService.model()).pacing());
    }

    @Test
    void the_whole_calls_default_is_what_counts_too() {
        assertThat(settled(PlainService.model()).attempts().timeout())
                .isEqualTo(setting("timeout").defaultValue().orElseThrow());
    }

    @Test
    void a_logger_is_made_of_its_name() {
        PlainService.Builder builder = PlainService.model();
        Setting<RerankScoringModel.Builder<?>, ?> logger = setting("logger");

        logger.applyText(builder, logger.defaultText());

        assertThat(settled(builder).logger().getName())
                .isEqualTo(settled(PlainService.model()).logger().getName());
    }

    @Test
    void what_can_be_listed_can_be_written() {
        for (Setting<RerankScoringModel.Builder<?>, ?> setting : CommonSettings.all()) {
            for (String value : setting.values()) {
                assertThatCode(() -> setting.applyText(PlainService.model(), value))
                        .as(setting + "=" + value)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void a_proxy_is_made_of_its_address() {
        PlainService.Builder builder = PlainService.model();

        setting("proxy").applyText(builder, "http://proxy:3128");

        assertThat(settled(builder).client().proxy()).hasToString("HTTP @ proxy/<unresolved>:3128");
    }

    @Test
    void only_code_gives_what_no_text_says() {
        assertThat(CommonSettings.all().stream().filter(setting -> setting.form() == Form.OBJECT))
                .extracting(Setting::name)
                .containsExactlyInAnyOrder(
                        "rateLimiter", "documentMapper", "queryMapper", "httpClient", "listeners", "contextCapture");
        assertThat(CommonSettings.all().stream()
                        .filter(setting ->
                                setting.object().filter(form -> form.sought()).isPresent()))
                .extracting(Setting::name)
                .containsExactlyInAnyOrder("rateLimiter", "httpClient", "listeners", "contextCapture");
    }

    private static Setting<RerankScoringModel.Builder<?>, ?> setting(String name) {
        return CommonSettings.all().stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static PipelineSettings settled(PlainService.Builder builder) {
        return builder.settings(SERVICE);
    }
}
