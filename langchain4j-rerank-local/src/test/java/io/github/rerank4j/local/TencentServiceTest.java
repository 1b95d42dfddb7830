package io.github.rerank4j.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.fixtures.HttpTestClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class TencentServiceTest {
    private static final String ID = "AKIDinvented";
    private static final String KEY = "invented-secret-key";
    private static final String TWO_DOCUMENTS =
            "{\"Query\":\"q\",\"Docs\":[\"a\",\"bbb\"],\"Model\":\"lke-reranker-base\"}";
    private static final Instant NOW = Instant.parse("2026-11-20T23:59:00Z");

    private final HttpTestClient client = HttpTestClient.plain();
    private final Map<String, String> headers = new TreeMap<>(Map.of(
            "Content-Type", "application/json; charset=utf-8",
            "X-TC-Action", "RunRerank",
            "X-TC-Version", "2024-05-22",
            "X-TC-Region", "ap-jakarta",
            "X-TC-Timestamp", Long.toString(NOW.getEpochSecond())));
    private LocalRerankServer server = settings().start();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void scores_come_in_document_order() throws Exception {
        HttpResponse<String> response = send(TWO_DOCUMENTS);

        JsonNode reply =
                Json.read(response.body().getBytes(StandardCharsets.UTF_8)).path("Response");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(reply.path("ScoreList").toString()).isEqualTo("[-1.0,-3.0]");
        assertThat(reply.path("Usage").path("TotalTokens").intValue()).isEqualTo(4);
        assertThat(reply.path("RequestId").textValue()).hasSize(36);
        assertThat(reply.has("Error")).isFalse();
        assertThat(server.requestCount()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void further_headers_may_be_signed() throws Exception {
        String authorization = authorization(TWO_DOCUMENTS, KEY, "content-type;host;x-tc-action");

        assertThat(errorOf(send(TWO_DOCUMENTS, authorization))).isEmpty();
    }

    @Test
    void the_model_may_be_left_out() throws Exception {
        assertThat(errorCode("{\"Query\":\"q\",\"Docs\":[\"a\"]}")).isEmpty();
    }

    @Test
    void a_wrong_key_is_a_signature_failure_with_status_200() throws Exception {
        HttpResponse<String> response = send(TWO_DOCUMENTS, authorization(TWO_DOCUMENTS, "wrong", "content-type;host"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(errorOf(response)).isEqualTo("AuthFailure.SignatureFailure");
        assertThat(response.body()).contains("\"RequestId\"").doesNotContain(KEY);
    }

    @Test
    void a_changed_body_is_a_signature_failure() throws Exception {
        String authorization = authorization(TWO_DOCUMENTS, KEY, "content-type;host");

        assertThat(errorOf(send(TWO_DOCUMENTS + " ", authorization))).isEqualTo("AuthFailure.SignatureFailure");
    }

    @Test
    void a_server_without_credentials_knows_no_secret_id() throws Exception {
        restart(LocalRerankServer.builder().scorer(byLength()).clock(Clock.fixed(NOW, ZoneOffset.UTC)));

        assertThat(errorCode(TWO_DOCUMENTS)).isEqualTo("AuthFailure.SecretIdNotFound");
    }

    @ParameterizedTest
    @CsvSource({
        "X-TC-Action, , MissingParameter",
        "X-TC-Action, RunReRank, InvalidAction",
        "X-TC-Version, , MissingParameter",
        "X-TC-Version, 2023-11-30, NoSuchVersion",
        "X-TC-Region, , MissingParameter",
        "X-TC-Region, ap-guangzhou, UnsupportedRegion",
        "X-TC-Timestamp, , MissingParameter",
        "X-TC-Timestamp, yesterday, InvalidParameterValue",
        "Content-Type, text/plain, InvalidRequest",
        "X-TC-Token, unexpected, AuthFailure.TokenFailure",
    })
    void wrong_headers_are_refused(String name, String value, String code) throws Exception {
        headers.compute(name, (header, old) -> value);

        assertThat(errorCode(TWO_DOCUMENTS)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"300, ''", "301, AuthFailure.SignatureExpire", "-300, ''", "-301, AuthFailure.SignatureExpire"})
    void the_timestamp_may_be_five_minutes_off(int seconds, String code) throws Exception {
        headers.put("X-TC-Timestamp", Long.toString(NOW.getEpochSecond() + seconds));

        HttpResponse<String> response = send(TWO_DOCUMENTS);

        assertThat(errorOf(response)).isEqualTo(code);
        assertThat(response.headers().firstValue("Date")).hasValue("Fri, 20 Nov 2026 23:59:00 GMT");
    }

    @Test
    void temporary_credentials_need_their_token() throws Exception {
        restart(settings().tencentToken("invented-token"));

        String without = errorCode(TWO_DOCUMENTS);
        headers.put("X-TC-Token", "stale");
        String stale = errorCode(TWO_DOCUMENTS);
        headers.put("X-TC-Token", "invented-token");

        assertThat(List.of(without, stale)).containsOnly("AuthFailure.TokenFailure");
        assertThat(errorCode(TWO_DOCUMENTS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Docs':['a']} | MissingParameter",
                "{'Query':null,'Docs':['a']} | MissingParameter",
                "{'Query':'','Docs':['a']} | InvalidParameterValue",
                "{'Query':1,'Docs':['a']} | InvalidParameter",
                "{'Query':'q'} | MissingParameter",
                "{'Query':'q','Docs':[]} | InvalidParameterValue",
                "{'Query':'q','Docs':'a'} | InvalidParameter",
                "{'Query':'q','Docs':['a',1]} | InvalidParameter",
                "{'Query':'q','Docs':['a'],'Model':'other'} | InvalidParameterValue",
                "{'Query':'q','Docs':['a'],'TopN':1} | UnknownParameter",
                "['Query'] | InvalidParameter",
                "{'Query':'q' | InvalidParameter",
            })
    void wrong_bodies_are_refused(String body, String code) throws Exception {
        assertThat(errorCode(body.replace('\'', '"'))).isEqualTo(code);
    }

    @Test
    void the_international_site_takes_20_documents() throws Exception {
        assertThat(errorCode(body("q", 20, "a".repeat(5_000)))).isEmpty();
        assertThat(errorCode(body("q", 21, "a"))).isEqualTo("InvalidParameter");
    }

    @Test
    void the_chinese_site_takes_60_documents_and_2000_characters() throws Exception {
        restart(settings().tencentSite(LocalRerankServer.Site.CHINA));
        headers.put("X-TC-Region", "ap-guangzhou");

        assertThat(errorCode(body("q".repeat(1_940), 60, "𠮷"))).isEmpty();
        assertThat(errorCode(body("q".repeat(1_941), 60, "𠮷")))
                .isEqualTo("InvalidParameterValue.InvalidParameterValueLimit");
        assertThat(errorCode(body("q", 61, "a"))).isEqualTo("InvalidParameter");
        headers.put("X-TC-Region", "ap-jakarta");
        assertThat(errorCode(TWO_DOCUMENTS)).isEqualTo("UnsupportedRegion");
    }

    @Test
    void a_body_of_over_10_megabytes_is_refused() throws Exception {
        assertThat(errorCode(body("q", 2, "a".repeat(5_500_000)))).isEqualTo("RequestSizeLimitExceeded");
    }

    @Test
    void requests_beyond_the_rate_are_refused() throws Exception {
        restart(settings().tencentRequestsPerSecond(2));
        List<String> codes = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            codes.add(errorCode(TWO_DOCUMENTS));
        }

        assertThat(codes).containsExactly("", "", "RequestLimitExceeded");
        assertThat(server.rejectedCount()).isEqualTo(1);
        assertThat(server.requestCount()).isEqualTo(3);
    }

    @Test
    void a_failing_scorer_is_an_internal_error() throws Exception {
        restart(settings().scorer((query, documents) -> new double[] {0.5}));

        assertThat(errorCode(TWO_DOCUMENTS)).isEqualTo("InternalError");
    }

    private static LocalRerankServer.Builder settings() {
        return LocalRerankServer.builder()
                .scorer(byLength())
                .tencentCredentials(ID, KEY)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static RerankScorer byLength() {
        return RerankScorer.each((query, document) -> -document.length());
    }

    private void restart(LocalRerankServer.Builder settings) {
        server.close();
        server = settings.start();
    }

    private static String body(String query, int documents, String document) {
        String list = String.join("\",\"", Collections.nCopies(documents, document));
        return "{\"Query\":\"" + query + "\",\"Docs\":[\"" + list + "\"]}";
    }

    private String errorCode(String body) throws Exception {
        return errorOf(send(body));
    }

    private static String errorOf(HttpResponse<String> response) throws Exception {
        JsonNode reply =
                Json.read(response.body().getBytes(StandardCharsets.UTF_8)).path("Response");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(reply.path("RequestId").textValue()).hasSize(36);
        return reply.path("Error").path("Code").asText();
    }

    private HttpResponse<String> send(String body) throws Exception {
        return send(body, authorization(body, KEY, "content-type;host"));
    }

    private HttpResponse<String> send(String body, String authorization) throws Exception {
        List<String> pairs = new ArrayList<>(List.of("Authorization", authorization));
        headers.forEach((name, value) -> pairs.addAll(List.of(name, value)));
        return client.post(server.url() + "/", body, pairs.toArray(String[]::new));
    }

    private String authorization(String body, String key, String signed) throws GeneralSecurityException {
        Map<String, String> values = Map.of(
                "content-type", headers.get("Content-Type"),
                "host", URI.create(server.url()).getAuthority(),
                "x-tc-action", headers.getOrDefault("X-TC-Action", "").toLowerCase(java.util.Locale.ROOT));
        String canonicalHeaders = List.of(signed.split(";", -1)).stream()
                .map(name -> name + ":" + values.get(name) + "\n")
                .collect(Collectors.joining());
        String canonical = "POST\n/\n\n" + canonicalHeaders + "\n" + signed + "\n" + sha256(body);
        String timestamp = headers.getOrDefault("X-TC-Timestamp", "");
        String date = timestamp.matches("[0-9]+")
                ? Instant.ofEpochSecond(Long.parseLong(timestamp)).toString().substring(0, 10)
                : "2026-11-20";
        String scope = date + "/lkeap/tc3_request";
        String toSign = "TC3-HMAC-SHA256\n" + timestamp + "\n" + scope + "\n" + sha256(canonical);
        byte[] signingKey =
                hmac(hmac(hmac(("TC3" + key).getBytes(StandardCharsets.UTF_8), date), "lkeap"), "tc3_request");
        return "TC3-HMAC-SHA256 Credential=" + ID + "/" + scope + ", SignedHeaders=" + signed + ", Signature="
                + HexFormat.of().formatHex(hmac(signingKey, toSign));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
