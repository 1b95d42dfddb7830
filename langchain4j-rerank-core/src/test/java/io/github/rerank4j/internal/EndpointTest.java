package io.github.rerank4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static String resolved(String base, String path) {
        return Endpoint.of(base).resolve(path).url().toString();
    }
}
