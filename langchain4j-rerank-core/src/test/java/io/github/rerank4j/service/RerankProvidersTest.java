package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import io.github.rerank4j.RerankListener;
import io.github.rerank4j.RerankRequest;
import io.github.rerank4j.Reranker;
import io.github.rerank4j.ScoreScale;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.settings.SettingNames;
import io.github.rerank4j.spi.RerankProvider;
import io.github.rerank4j.spi.StandIn;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RerankProvidersTest {

    private static final String FILE = "META-INF/services/" + RerankProvider.class.getName();

    private final RerankProviders providers = RerankProviders.of(getClass().getClassLoader());

    /** Another provider with the same id. */
    public static final class Twin extends PlainRerankProvider {}

    @Test
    void a_provider_is_found_built_and_asked() throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .body("{'hits':[{'i':1,'s':0.9},{'i':0,'s':0.1}]}".replace('\'', '"'))
                    .build());
            Map<String, String> values =
                    Map.of("baseUrl", server.url("/").toString(), "customHeaders.X-Team", "search", "maxRetries", "0");
            try (Reranker reranker = providers.model("plain", values, Map.of())) {
                RerankRequest request = RerankRequest.builder()
                        .query("q")
                        .documents(List.of("a", "b"))
                        .build();

                assertThat(reranker.rerank(request).scores()).containsExactly(0.1, 0.9);
            }
            assertThat(server.takeRequest().getHeaders().get("X-Team")).isEqualTo("search");
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void what_a_stand_in_needs_is_data() {
        StandIn standIn = StandIn.of("plain", ScoreScale.LOGIT)
                .site("CHINA")
                .keys("apiKey")
                .setting("modelName", "stand-in");

        assertThat(standIn.protocol()).isEqualTo("plain");
        assertThat(standIn.site()).hasValue("CHINA");
        assertThat(standIn.scale()).isEqualTo(ScoreScale.LOGIT);
        assertThat(standIn.keys()).containsExactly("apiKey");
        assertThat(standIn.settings()).containsExactly(entry("modelName", "stand-in"));
        assertThat(standIn).hasToString("StandIn[plain, site=CHINA]");
    }

    @Test
    void without_a_file_that_names_it_there_is_no_provider() {
        RerankProviders none = RerankProviders.of(ClassLoader.getPlatformClassLoader());

        assertThat(none.all()).isEmpty();
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> none.named("plain"))
                .withMessageStartingWith("provider is \"plain\", but no provider is on the class path; ");
    }

    @Test
    void each_look_is_a_new_one() {
        RerankProviders later = RerankProviders.of(getClass().getClassLoader());

        assertThat(later.named("plain")).isNotSameAs(providers.named("plain"));
    }

    @Test
    void a_name_with_a_slip_is_told_with_what_may_be_meant() {
        refused(Map.of("maxRetires", "1"), Map.of())
                .withMessage("maxRetires is not known; did you mean maxRetries? Correct its name, or remove it");
        refused(Map.of("customHeader.X", "1"), Map.of())
                .withMessageStartingWith("customHeader is not known; did you mean customHeaders?");
        refused(Map.of(), Map.of("rateLimit", "1"))
                .withMessageStartingWith("rateLimit is not known; did you mean rateLimiter?");
        refused(Map.of("colour", "1"), Map.of()).withMessage("colour is not known; correct its name, or remove it");
        refused(Map.of("sk-live-0123456789abcdef", "1"), Map.of())
                .withMessage("the setting \"…\" (not shown, because it may be a key) is not known; correct its name, or"
                        + " remove it");
    }

    @Test
    void a_setting_is_told_as_its_property_too() {
        SettingNames names = SettingNames.under("app", List.of("maxRetires", "maxRetries"));

        refused(Map.of("maxRetires", "1"), Map.of())
                .satisfies(wrong -> assertThat(wrong.message(names))
                        .startsWith("app.max-retires is not known; did you mean app.max-retries?"));
    }

    @Test
    void a_value_that_is_none_is_told() {
        refused(Map.of("maxRetries", "twice"), Map.of())
                .withMessage("maxRetries is \"twice\", but must be a whole number up to 2147483647");
    }

    @Test
    void objects_are_what_no_text_can_say() {
        RerankListener listener = new RerankListener() {};
        OkHttpClient client = new OkHttpClient();
        Supplier<Map<String, String>> headers = Map::of;
        Map<String, Object> objects =
                Map.of("listeners", List.of(listener), "httpClient", client, "customHeaders", headers);

        providers
                .model("plain", Map.of("baseUrl", "http://127.0.0.1:1"), objects)
                .close();

        refused(Map.of(), Map.of("httpClient", "http"))
                .withMessage("httpClient is an object of java.lang.String, but must be one of okhttp3.OkHttpClient");
        refused(Map.of("customHeaders.X", "1"), Map.of("customHeaders", headers))
                .withMessage("customHeaders is given as a text and as an object; keep the one that is meant");
        refused(Map.of("httpClient", "x"), Map.of())
                .withMessage("httpClient is given by code, not as a text; remove it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"maxRetries", "timeout", "logRequests", "longDocuments", "scores", "sk-live-0123456789abcdef"})
    void a_key_in_the_wrong_place_is_not_repeated(String name) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.model("plain", Map.of(name, "sk-live-0123456789abcdef"), Map.of()))
                .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("sk-live"));
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.named("sk-live-0123456789abcdef"))
                .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("sk-live"));
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.ofSpec("sk-live-0123456789abcdef:m@http://h"))
                .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("sk-live"));
    }

    @Test
    void an_id_with_a_slip_is_told_with_what_may_be_meant() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.named("plian"))
                .withMessage("provider is \"plian\", which is not the id of a provider; did you mean plain?");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.named("frobnicator"))
                .withMessage("provider is \"frobnicator\", which is not the id of a provider; give one of plain");
    }

    @Test
    void two_providers_of_one_id_are_refused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("services");
        Files.writeString(file, Twin.class.getName());
        ClassLoader both = new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                List<URL> urls = Collections.list(super.getResources(name));
                if (name.equals(FILE)) {
                    urls.add(file.toUri().toURL());
                }
                return Collections.enumeration(urls);
            }
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> RerankProviders.of(both))
                .withMessageContainingAll("Twin", PlainRerankProvider.class.getName(), "\"plain\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "--", "raw\nforged"})
    void an_id_that_is_none_is_told_on_one_line(String id) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.named(id))
                .withMessageContaining("; give one of plain")
                .satisfies(wrong -> assertThat(wrong.getMessage()).hasLineCount(1));
    }

    @Test
    void a_text_of_any_length_is_refused_in_short() {
        String endless = "x".repeat(5_000_000);

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.named(endless))
                .satisfies(wrong -> assertThat(wrong.getMessage()).hasSizeLessThan(300));
        for (String name : List.of("scores", "longDocuments", "maxRetries")) {
            refused(Map.of(name, endless), Map.of())
                    .satisfies(wrong -> assertThat(wrong.getMessage()).hasSizeLessThan(300));
        }
        refused(Map.of(endless, "1"), Map.of())
                .satisfies(wrong -> assertThat(wrong.getMessage()).hasSizeLessThan(300));
        refused(Map.of("a\nb", "1"), Map.of()).withMessage("a b is not known; correct its name, or remove it");
    }

    @Test
    @SuppressWarnings("NullAway") // what nobody should give
    void null_is_refused_by_name() {
        Map<String, String> text = new HashMap<>();
        text.put("timeout", null);
        Map<String, String> entry = new HashMap<>();
        entry.put("customHeaders.X-Team", null);
        Map<String, String> name = new HashMap<>();
        name.put(null, "1");

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.named(null))
                .withMessage("provider is missing; give one of plain");
        refused(text, Map.of()).withMessage("timeout is null; give it a value, or remove it");
        refused(entry, Map.of()).withMessage("customHeaders.X-Team is empty; give it a value, or remove it");
        refused(name, Map.of()).withMessage("the name of a setting is null; correct it, or remove it");
        refused(Map.of(), name).withMessage("the name of a setting is null; correct it, or remove it");
        refused(Map.of(), Map.of("listeners", Collections.singletonList(null)))
                .withMessageStartingWith("listeners holds null, but must be a list of objects of ");
    }

    private ThrowableAssertAlternative<SettingException> refused(Map<String, String> values, Map<String, ?> objects) {
        return assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> providers.model("plain", values, objects));
    }
}
