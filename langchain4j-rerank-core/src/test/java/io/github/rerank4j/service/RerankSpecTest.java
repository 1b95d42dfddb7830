package io.github.rerank4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.rerank4j.Reranker;
import io.github.rerank4j.settings.Setting;
import io.github.rerank4j.settings.SettingException;
import io.github.rerank4j.spi.RerankProvider;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RerankSpecTest {

    private static final String FILE = "META-INF/services/" + RerankProvider.class.getName();

    @TempDir
    private Path folder;

    private RerankProviders providers;

    /** A provider that speaks two dialects. */
    public static final class Speaking extends PlainRerankProvider {

        @Override
        public String id() {
            return "any";
        }

        @Override
        public List<Setting<? super PlainService.Builder, ?>> settings() {
            return CommonSettings.<PlainService.Builder>with(List.of(Setting.<PlainService.Builder, String>named(
                            "dialect", String.class, name -> name, (builder, name) -> {})
                    .description("What it speaks.")
                    .values(List.of("vllm", "tei"))
                    .build()));
        }
    }

    @BeforeEach
    void both_providers_are_there() throws IOException {
        Path file = folder.resolve("services");
        Files.writeString(file, Speaking.class.getName());
        providers = RerankProviders.of(new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                List<URL> urls = Collections.list(super.getResources(name));
                if (name.equals(FILE)) {
                    urls.add(file.toUri().toURL());
                }
                return Collections.enumeration(urls);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "plain, plain, -, -",
                "plain:m, plain, m, -",
                "plain@http://h, plain, -, http://h",
                "plain:BAAI/bge-reranker-v2-m3@http://127.0.0.1:8080, plain, BAAI/bge-reranker-v2-m3,"
                        + " http://127.0.0.1:8080",
                "plain:m@rev1@http://h, plain, m@rev1, http://h",
                "plain:m@rev1, plain, m@rev1, -",
                "plain:arn:aws:bedrock:us-west-2::foundation-model/amazon.rerank-v1:0, plain,"
                        + " arn:aws:bedrock:us-west-2::foundation-model/amazon.rerank-v1:0, -",
                "plain:m@http://a@https://b/v1?x=1, plain, m@http://a, https://b/v1?x=1",
                "plain@HTTPS://H/a@b, plain, -, HTTPS://H/a@b",
                "plain:' m ', plain, ' m ', -",
            })
    void a_text_is_provider_model_and_address(String spec, String provider, String model, String address) {
        RerankSpec read = providers.ofSpec(spec.replace("'", ""));

        assertThat(read.provider()).isEqualTo(provider);
        assertThat(read.isLocal()).isFalse();
        assertThat(read.settings().get("modelName")).isEqualTo(model == null ? null : model.replace("'", ""));
        assertThat(read.settings().get("baseUrl")).isEqualTo(address);
    }

    @Test
    void the_name_of_a_dialect_means_the_provider_that_speaks_it() {
        RerankSpec read = providers.ofSpec("vllm:BAAI/bge-reranker-v2-m3@http://127.0.0.1:8080");

        assertThat(read.provider()).isEqualTo("any");
        assertThat(read.settings())
                .containsOnly(
                        entry("dialect", "vllm"),
                        entry("modelName", "BAAI/bge-reranker-v2-m3"),
                        entry("baseUrl", "http://127.0.0.1:8080"));
    }

    @Test
    void local_is_a_scorer_by_name() {
        RerankSpec read = providers.ofSpec("local:bm25");

        assertThat(read.isLocal()).isTrue();
        assertThat(read.provider()).isEqualTo("local");
        assertThat(read.settings()).containsOnly(entry("modelName", "bm25"));
        refused("local").withMessage("the scorer after local: is missing; name one, such as local:bm25");
        refused("local:bm25@http://h").withMessageStartingWith("local:bm25 has no baseUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain@http://user:hunter2@h",
                "plain:m@https://hunter2@h:1/v1",
                "plain:m@http://h\\@hunter2@h",
                "plain:m@http://a:hunter2@b@c"
            })
    void an_address_with_user_info_is_refused_and_not_shown(String spec) {
        refused(spec)
                .withMessageStartingWith("the address of plain contains user info; ")
                .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|the model is empty; write PROVIDER[:MODEL][@URL], or @FILE",
                ":m|the provider is missing; write PROVIDER[:MODEL][@URL], or @FILE",
                "plain:|the model after plain: is empty; name one, or remove the colon",
                "plain:@http://h|the model after plain: is empty; name one, or remove the colon",
                "plain:m@|the address after the last @ of plain is empty; write it, or remove the @",
                "plain@|the address after the last @ of plain is empty; write it, or remove the @",
                "plain@rev1|what follows plain@ is not an address; begin it with http:// or https://, or write plain:MODEL",
                "plain@a@http://h|what follows plain@ is not an address; begin it with http:// or https://, or write"
                        + " plain:MODEL",
                "vlm:m|\"vlm\" is neither a provider nor a dialect; did you mean vllm?",
                "frobnicator:m|\"frobnicator\" is neither a provider nor a dialect; give one of plain, any, vllm, tei, local",
                "raw:m|\"raw\" is neither a provider nor a dialect; give one of plain, any, vllm, tei, local",
                "@|the file name after @ is missing; name a properties file",
            })
    void what_is_none_is_refused_in_one_sentence(String spec, String message) {
        refused(spec).withMessage(message);
    }

    @Test
    void a_file_says_provider_and_settings_by_either_name() throws IOException {
        String file = file(
                "# mine",
                "provider = tei",
                "base-url=http://h:1",
                "maxRetries=0",
                "custom-headers.X-Team=search",
                "model-name=m\u00f6");

        RerankSpec read = providers.ofSpec("@" + file);

        assertThat(read.provider()).isEqualTo("any");
        assertThat(read.settings())
                .containsOnly(
                        entry("dialect", "tei"),
                        entry("baseUrl", "http://h:1"),
                        entry("maxRetries", "0"),
                        entry("modelName", "m\u00f6"),
                        entry("customHeaders.X-Team", "search"));
        try (Reranker model = providers.model(read.provider(), read.settings(), Map.of())) {
            assertThat(model).asString().contains("http://h:1");
        }
    }

    @Test
    void a_spec_shows_no_value() throws IOException {
        RerankSpec read = providers.ofSpec("@" + file("provider=plain", "customHeaders.X-Key=hunter2"));

        assertThat(read).hasToString("RerankSpec[provider=plain, settings=[customHeaders.X-Key]]");
    }

    @Test
    void a_file_that_says_nothing_certain_is_refused_by_name() throws IOException {
        refused("@" + file("max-retries=1"))
                .withMessageEndingWith("spec.properties says no provider; add a line such as" + " provider=generic");
        refused("@" + file("provider=plain", "maxRetries=1", "max-retries=2"))
                .withMessage("maxRetries is set twice; keep the one that is meant");
        refused("@" + file("provider=plain", "baseUrl=a", "baseUrl=hunter2"))
                .withMessageEndingWith("spec.properties: \"baseUrl\" is there twice; remove the one that is not meant");
        refused("@" + file("provider=tei", "dialect=vllm"))
                .withMessage(
                        "the provider \"tei\" is a dialect, and dialect is set beside it; keep the one that is meant");
        refused("@" + file("provider=plain", "x=\\u12"))
                .withMessageContaining("holds \\u that is not followed by four");
        refused("@" + folder.resolve("nowhere")).withMessageContaining("there is no file ");
        refused("@" + folder).withMessageContaining(" cannot be read; ");
        refused("@\0").withMessageContaining(" cannot be read; ");
    }

    @Test
    void a_file_in_another_charset_is_refused() throws IOException {
        Path file = folder.resolve("latin");
        Files.write(file, "provider=plain\ncustomHeaders.X=\u00fc".getBytes(StandardCharsets.ISO_8859_1));

        refused("@" + file).withMessageContaining(" is not in UTF-8; ");
    }

    @Test
    void a_file_may_begin_with_a_byte_order_mark() throws IOException {
        assertThat(providers.ofSpec("@" + file("\uFEFFprovider=plain")).provider())
                .isEqualTo("plain");
    }

    private String file(String... lines) throws IOException {
        return Files.write(folder.resolve("spec.properties"), List.of(lines)).toString();
    }

    private ThrowableAssertAlternative<SettingException> refused(String spec) {
        return assertThatExceptionOfType(SettingException.class).isThrownBy(() -> providers.ofSpec(spec));
    }
}
