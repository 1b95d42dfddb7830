package io.github.rerank4j.internal.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://rank.example",
                "https://rank.example/",
                "https://rank.example//",
                "https://rank.example/api",
                "https://rank.example/api/",
                "https://rank.example/api/v1",
                "https://rank.example/api/v1/",
                "https://rank.example/api/v1/rerank",
                "https://rank.example/api/v1/rerank/",
                "  https://rank.example/api/v1 \n",
                "HTTPS://Rank.Example/api/v1",
                "https://rank.example:443/api/v1"
            })
    void the_path_stands_once_however_the_base_url_was_pasted(String pasted) {
        assertThat(resolved(pasted, "api/v1/rerank")).isEqualTo("https://rank.example/api/v1/rerank");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080,                 v1/rerank, http://127.0.0.1:8080/v1/rerank",
        "http://localhost:8080/v1,              v1/rerank, http://localhost:8080/v1/rerank",
        "http://[::1]:8080,                     v1/rerank, http://[::1]:8080/v1/rerank",
        "http://[2001:db8::7],                  rerank,    http://[2001:db8::7]/rerank",
        "https://gateway.example/team/a,        v1/rerank, https://gateway.example/team/a/v1/rerank",
        "https://gateway.example/team/a/v1,     v1/rerank, https://gateway.example/team/a/v1/rerank",
        "https://gateway.example/v1/team,       v1/rerank, https://gateway.example/v1/team/v1/rerank",
        "https://gateway.example/a%20b%2Fc/v1,  v1/rerank, https://gateway.example/a%20b%2Fc/v1/rerank",
        "https://rank.example/av1,              v1/rerank, https://rank.example/av1/v1/rerank",
        "https://rank.example/v1,               rank/{},   https://rank.example/v1/rank/%7B%7D",
        "https://rank.example/v1/inference,     v1/inference/Acme/Rank-8B, https://rank.example/v1/inference/Acme/Rank-8B",
        "https://rank.example/v2,               v1/rerank, https://rank.example/v2/v1/rerank"
    })
    void what_both_share_at_the_seam_stands_once_and_all_else_stays(String base, String path, String url) {
        assertThat(resolved(base, path)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "https://rank.example,       https://rank.example/",
        "https://rank.example/,      https://rank.example/",
        "https://rank.example/rank,  https://rank.example/rank",
        "https://rank.example/rank/, https://rank.example/rank"
    })
    void an_empty_path_means_the_base_url_itself(String base, String url) {
        assertThat(resolved(base, "")).isEqualTo(url);
    }

    @Test
    void paths_may_differ_from_request_to_request() {
        Endpoint endpoint = Endpoint.of("https://rank.example/v1");

        assertThat(endpoint.resolve("v1/rank/a").url().toString()).isEqualTo("https://rank.example/v1/rank/a");
        assertThat(endpoint.resolve("v1/rank/b").url().toString()).isEqualTo("https://rank.example/v1/rank/b");
        assertThat(endpoint.resolve("v1/rank/a").url().toString()).isEqualTo("https://rank.example/v1/rank/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://rank.example/v1?key=topsecret",
                "https://rank.example/?topsecret",
                "https://rank.example/v1#topsecret",
                "https://user:topsecret@rank.example/v1",
                "https://topsecret@rank.example/v1",
                "https://:topsecret@rank.example/v1",
                "https://user:p%40ss@topsecret@rank.example",
                "ftp://user:topsecret@rank.example",
                "rank.example/v1?key=topsecret",
                "https://rank.example:topsecret/v1",
                "https://topsecret example/v1",
                "topsecret"
            })
    void a_base_url_with_more_than_an_address_is_refused_without_being_shown(String pasted) {
        assertThatThrownBy(() -> Endpoint.of(pasted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baseUrl")
                .hasMessageNotContaining("topsecret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://",
                "rank.example",
                "//rank.example",
                "ws://rank.example",
                "http:/",
                "https://rank.example?",
                "https://rank.example#"
            })
    void what_is_no_address_is_refused(String pasted) {
        assertThatThrownBy(() -> Endpoint.of(pasted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baseUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://LOCALHOST:1",
                "http://rank.localhost",
                "http://127.0.0.1:9",
                "http://127.8.9.10",
                "http://[::1]",
                "http://[0:0:0:0:0:0:0:1]:80",
                "http://[::ffff:127.0.0.1]"
            })
    void traffic_to_this_machine_is_known_as_such(String base) {
        assertThat(Endpoint.of(base).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://rank.example",
                "http://localhost.example",
                "http://mylocalhost",
                "http://127.example",
                "http://127.0.0.1.example",
                "http://128.0.0.1",
                "http://[::2]",
                "http://10.127.0.1"
            })
    void traffic_to_another_machine_is_not_taken_for_local(String base) {
        assertThat(Endpoint.of(base).isLoopback()).isFalse();
    }

    @Test
    void it_knows_its_host_and_whether_it_is_encrypted() {
        assertThat(Endpoint.of("https://Rank.Example:8443/v1").host()).isEqualTo("rank.example");
        assertThat(Endpoint.of("https://rank.example").isHttps()).isTrue();
        assertThat(Endpoint.of("http://rank.example").isHttps()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://rank.example,                       https://rank.example/v1/rerank",
        "https://rank.example:443/,                  https://rank.example/v1/rerank",
        "http://127.0.0.1:8080/v1,                   http://127.0.0.1:8080/v1/rerank",
        "http://[::1]:8080,                          http://[::1]:8080/v1/rerank",
        "https://gateway.example/sk-live-4711abc/v1, https://gateway.example/***/v1/rerank",
        "https://gateway.example/0a1b2c3d4e5f6a7b8c9d0e, https://gateway.example/***/v1/rerank"
    })
    void a_message_names_method_and_address_without_what_may_be_a_key(String base, String shown) {
        assertThat(Endpoint.of(base).named("acme", "v1/rerank")).isEqualTo("acme (POST " + shown + ")");
    }

    @Test
    void names_of_models_in_a_path_are_shown() {
        assertThat(Endpoint.of("https://rank.example")
                        .named("acme", "v1/llama-3_2-nv-rerankqa-1b-v2/Qwen3-Reranker-8B"))
                .contains("/llama-3_2-nv-rerankqa-1b-v2/Qwen3-Reranker-8B)");
    }

    @ParameterizedTest
    @CsvSource({
        "https://rank.example/v1/chat/completions, v1/rerank, chat/completions",
        "https://rank.example/v1/embeddings/,      v1/rerank, embeddings",
        "https://rank.example/v1/rerank,           v2/rerank, rerank",
        "https://rank.example/rerank,              v1/rerank, rerank",
        "https://rank.example/v1/team,             v1/rerank, v1 and v1",
        "https://rank.example/v1,                  v2/rerank, v1 and v2",
        "https://rank.example/v1,                  rerank,    without the v1"
    })
    void what_looks_wrong_about_an_address_is_named(String base, String path, String words) {
        assertThat(Endpoint.of(base).suspicion(path)).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "https://rank.example,           v1/rerank",
        "https://rank.example/v1,        v1/rerank",
        "https://rank.example/v1/rerank, v1/rerank",
        "https://rank.example/rank/,     ''",
        "https://rank.example/team/a,    v1/rerank"
    })
    void an_address_like_any_other_is_not_suspected(String base, String path) {
        assertThat(Endpoint.of(base).suspicion(path)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://rank.example/api, https://rank.example/api/v1/rerank,           set baseUrl to https://rank.example/api",
        "http://rank.example:8080, https://rank.example:8443/v1/rerank,         set baseUrl to https://rank.example:8443/",
        "http://rank.example, //other.example/v1/rerank?key=topsecret,          set baseUrl to the address that answers",
        "http://rank.example, https://me:topsecret@other.example:7/v1/rerank/,  set baseUrl to the address that answers",
        "http://rank.example, /v1/rerank/,                                      only the slash at the end differs"
    })
    void a_redirect_names_its_whole_target_and_the_way_out(String base, String location, String advice) {
        Endpoint.Redirect redirect = requireNonNull(Endpoint.of(base).redirect("v1/rerank", location));

        assertThat(redirect.advice()).startsWith(advice);
        assertThat(redirect.target()).contains("://").contains("/v1/rerank").doesNotContain("topsecret");
    }

    @Test
    void a_redirect_to_nowhere_has_no_target() {
        assertThat(Endpoint.of("http://rank.example").redirect("rank", null)).isNull();
        assertThat(Endpoint.of("http://rank.example").redirect("rank", "file:///etc/hostname"))
                .isNull();
    }

    @Test
    void a_slash_that_the_path_of_a_service_ends_with_stays() {
        assertThat(resolved("https://rank.example/v1/", "v1/rerank/")).isEqualTo("https://rank.example/v1/rerank/");
    }

    @ParameterizedTest
    @CsvSource({
        "rank.example/v1,               rank.example/v1, write https://rank.example/v1",
        "localhost:8080/v1,             localhost:8080/v1, write http://localhost:8080/v1",
        "127.0.0.1,                     127.0.0.1, write http://127.0.0.1",
        "localhost:8080,                localhost:8080, no scheme",
        "ws://rank.example,             ws://rank.example, a scheme other",
        "https://rank.example:99999/v1, https://rank.example:99999/v1, a port",
        "https://rank.example:x/v1,     baseUrl, a port",
        "'https://rank example/v1',     baseUrl, a space",
        "'${RERANK_URL}',               baseUrl, a placeholder",
        "'',                            baseUrl, empty",
        "https://,                      baseUrl, no host"
    })
    void what_is_wrong_with_a_base_url_is_said_with_its_value_where_that_is_safe(
            String pasted, String value, String words) {
        assertThatThrownBy(() -> Endpoint.of(pasted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(value)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-live-4711abcdef.x",
                "0a1b2c3d4e5f6a7b8c9d0e1f.0a1b2c3d4e5f6a7b",
                "rank.example/sk-live-4711abc"
            })
    void a_key_in_the_place_of_a_base_url_is_not_shown(String key) {
        assertThatThrownBy(() -> Endpoint.of(key))
                .hasMessageNotContaining("4711")
                .hasMessageNotContaining("0a1b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "a/", "sk-"})
    void a_redirect_to_an_endless_path_is_named_soon(String part) {
        String location = "/a" + part.repeat(200_000 / part.length()) + "x";

        Endpoint.Redirect redirect = assertTimeoutPreemptively(
                Duration.ofSeconds(8), () -> Endpoint.of("http://rank.example").redirect("rank", location));

        assertThat(requireNonNull(redirect).target()).startsWith("http://rank.example/");
    }

    @ParameterizedTest
    @CsvSource({
        "/a/0a1b2c3d4e5f6a7b8c9d/b,                                     http://rank.example/a/***/b",
        "/a/aaaaaaaaaaaaaaaaaaaa/b,                                     http://rank.example/a/aaaaaaaaaaaaaaaaaaaa/b",
        "/a/11111111111111111111/b,                                     http://rank.example/a/11111111111111111111/b",
        "/12345678-1234-1234-1234-123456789012aaaaaaaaaaaaaaaaaaa1,     http://rank.example/******",
        "/x.aaaaaaaaaaaaaaaaaaa1.y/sk-123456,                           http://rank.example/x.***.y/***"
    })
    void a_key_in_the_path_of_a_redirect_is_not_shown(String location, String target) {
        assertThat(requireNonNull(Endpoint.of("http://rank.example").redirect("rank", location))
                        .target())
                .isEqualTo(target);
    }

    @Test
    void a_key_in_the_path_of_the_base_url_is_taken_out_of_what_a_server_says() {
        Endpoint endpoint = Endpoint.of("http://rank.example/team/sk-live-4711abcdef");

        assertThat(endpoint.withoutKeys("no route /team/sk-live-4711abcdef/v1/rerank"))
                .isEqualTo("no route /team/***/v1/rerank");
        assertThat(endpoint.withoutKeys("no route /team/0a1b2c3d4e5f6a7b8c9d"))
                .isEqualTo("no route /team/0a1b2c3d4e5f6a7b8c9d");
    }

    private static String resolved(String base, String path) {
        return Endpoint.of(base).resolve(path).url().toString();
    }
}
