package io.github.rerank4j.internal.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rerank4j.spi.ErrorBody;
import io.github.rerank4j.spi.ErrorKind;
import io.github.rerank4j.spi.RerankReply.Refused;
import io.github.rerank4j.spi.WireReply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>",
                "Client sent an HTTP request to an HTTPS server.\n",
                "<p>Reason: You're speaking plain HTTP to an SSL-enabled server port.<br /></p>",
                "Bad Request\nThis combination of host and port requires TLS.\n"
            })
    void a_server_that_wants_tls_is_told_from_one_that_dislikes_the_request(String body) {
        assertThat(advice(400, body))
                .isEqualTo("baseUrl says http://, but the server speaks TLS at this port; use https://");
    }

    @Test
    void a_request_that_is_too_large_names_the_settings() {
        assertThat(advice(413, "too large")).contains("maxBytesPerRequest", "maxDocumentsPerRequest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no such place /v2/models/bge/order",
                "Cannot POST /models",
                "{\"message\":\"no static resource '/v1/models/bge'\"}",
                "not found: http://localhost:8080/models/bge"
            })
    void a_model_in_the_path_that_a_service_repeats_is_no_word_about_the_model(String body) {
        assertThat(advice(404, body)).startsWith("perhaps nothing is served at this path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The model `/data/bge` does not exist",
                "model not found: acme/bge",
                "acme/model-1 is not there",
                "{\"code\":\"ModelNotFound\",\"message\":\"see /docs\"}"
            })
    void a_service_that_speaks_of_the_model_is_believed(String body) {
        assertThat(advice(404, body)).isEqualTo("check modelName");
    }

    private static String advice(int status, String body) {
        WireReply reply = new WireReply(status, name -> null, body.getBytes(StandardCharsets.UTF_8));
        Refused refused = new Refused(
                ErrorKind.ofStatus(status),
                ErrorBody.of(reply).code(),
                ErrorBody.of(reply).words(),
                null);
        return Advice.of(refused, reply, true, null);
    }
}
