package io.github.rerank4j.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway")
class CacheSettingsTest {

    private static final byte[] SECRET = "a secret of 32 bytes for a store".getBytes(StandardCharsets.UTF_8);
    private static final ScoringModel STRANGER = (segments, query) ->
            Response.from(segments.stream().map(segment -> 0.5).toList());

    private final AskedModel model = new AskedModel();
    private final MapStore store = new MapStore();

    private static void refused(CachingScoringModel.Builder builder, String... words) {
        assertThatThrownBy(builder::build).isInstanceOf(SettingException.class).hasMessageContainingAll(words);
    }

    @Test
    void without_a_model_there_is_no_cache() {
        assertThatThrownBy(() -> CachingScoringModel.of(null)).isInstanceOf(SettingException.class);
    }

    @Test
    void a_cache_sits_inside_a_chain_and_not_around_it() {
        FallbackScoringModel chain =
                FallbackScoringModel.builder().member("only", model).build();

        refused(CachingScoringModel.of(chain), "a cache sits inside a chain, per member");
        refused(CachingScoringModel.of(CachingScoringModel.of(model).build()), "a cache already");
    }

    @Test
    void values_out_of_range_are_refused() {
        refused(CachingScoringModel.of(model).maxDocuments(0), "maxDocuments");
        refused(CachingScoringModel.of(model).timeToLive(Duration.ZERO), "timeToLive");
        refused(CachingScoringModel.of(model).timeToLive(null), "timeToLive");
        refused(CachingScoringModel.of(model).listeners(null), "listeners");
        refused(CachingScoringModel.of(model).keySecret(new byte[15]), "keySecret", "16");
        assertThatThrownBy(() -> CachingScoringModel.of(model).version(" "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_shared_store_needs_a_secret_and_keeps_as_much_as_it_wants_to() {
        refused(CachingScoringModel.of(model).store(store), "keySecret");
        refused(CachingScoringModel.of(model).store(store).keySecret(SECRET).maxDocuments(5), "maxDocuments", "store");
    }

    @Test
    void a_model_without_identity_shares_a_store_only_under_a_version() {
        refused(CachingScoringModel.of(STRANGER).store(store).keySecret(SECRET), "version");

        assertThatCode(() -> CachingScoringModel.of(STRANGER)
                        .store(store)
                        .keySecret(SECRET)
                        .version("1")
                        .build())
                .doesNotThrowAnyException();
        assertThatCode(() -> CachingScoringModel.of(STRANGER).build()).doesNotThrowAnyException();
    }

    @Test
    void a_stranger_is_remembered_too() {
        try (CachingScoringModel cache = CachingScoringModel.of(STRANGER).build()) {
            cache.rerank(CachingScoringModelTest.request("a"));

            assertThat(cache.rerank(CachingScoringModelTest.request("a")).cached())
                    .isTrue();
            assertThat(cache.rerank(CachingScoringModelTest.request("a")).modelName())
                    .isEmpty();
        }
    }

    @Test
    void the_secret_is_copied_and_never_shown() {
        byte[] secret = SECRET.clone();
        CachingScoringModel cache =
                CachingScoringModel.of(model).store(store).keySecret(secret).build();
        secret[0]++;
        CachingScoringModel other =
                CachingScoringModel.of(model).store(store).keySecret(SECRET).build();
        cache.rerank(CachingScoringModelTest.request("1"));
        other.rerank(CachingScoringModelTest.request("1"));

        await().atMost(Duration.ofSeconds(20)).until(() -> cache.underWay() + other.underWay() == 0);
        assertThat(store.scores).hasSize(1);
        assertThat(cache).hasToString("CachingScoringModel[asked]");
    }

    @Test
    void another_version_or_secret_knows_nothing() {
        byte[] another = SECRET.clone();
        another[0]++;
        for (CachingScoringModel.Builder builder : List.of(
                CachingScoringModel.of(model).keySecret(SECRET).version("1"),
                CachingScoringModel.of(model).keySecret(SECRET).version("2"),
                CachingScoringModel.of(model).keySecret(another).version("1"))) {
            assertThat(builder.store(store)
                            .build()
                            .rerank(CachingScoringModelTest.request("1"))
                            .cached())
                    .isFalse();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> store.scores.size() == 3);
    }

    @Test
    void every_setting_can_be_set_by_its_name() {
        CachingScoringModel.Builder builder = CachingScoringModel.of(model);
        List<String> texts = List.of("7", "5m", "2026-11", "a secret that is long enough");
        List<Setting<CachingScoringModel.Builder, ?>> settings = CachingScoringModel.settings();

        for (int i = 0; i < texts.size(); i++) {
            settings.get(i).applyText(builder, texts.get(i));
        }

        assertThat(settings)
                .extracting(Setting::name)
                .containsExactly(
                        "maxDocuments", "timeToLive", "version", "keySecret", "store", "listeners", "contextCapture");
        assertThat(settings)
                .filteredOn(Setting::secret)
                .extracting(Setting::name)
                .containsExactly("keySecret");
        assertThatCode(builder::build).doesNotThrowAnyException();
    }
}
