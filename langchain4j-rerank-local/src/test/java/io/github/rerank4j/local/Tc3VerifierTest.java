package io.github.rerank4j.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Signatures that Tencent Cloud has published or its SDK has made, each checked at every step of the algorithm. */
class Tc3VerifierTest {
    private static final String ID = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    private static final String KEY = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    private static final String JSON = "application/json; charset=utf-8";
    private static final String RERANK_BODY = "{\"Query\":\"知识引擎\",\"Docs\":[\"a\",\"b\"]}";
    private static final String WITH_ACTION = "content-type;host;x-tc-action";
    private static final String CVM_WITH_ACTION = """
            POST
            /

            content-type:application/json; charset=utf-8
            host:cvm.tencentcloudapi.com
            x-tc-action:describeinstances

            content-type;host;x-tc-action
            35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064""";
    private static final long RERANK_TIME = 1795168395L;

    private final Tc3Verifier rerank = new Tc3Verifier("lkeap", ID, KEY);

    @Test
    void the_published_example_is_verified_step_by_step() {
        Tc3Verifier verifier = new Tc3Verifier("cvm", ID, KEY);
        ReceivedRequest request =
                cvmRequest("content-type;host", "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");

        String canonical = canonical(request, "content-type;host");

        assertThat(canonical).endsWith("\n35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064");
        assertThat(sha256(canonical)).isEqualTo("5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031");
        assertThat(verifier.stringToSign(canonical, 1551113065L))
                .isEqualTo("TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n" + sha256(canonical));
        assertThat(Tc3Verifier.hex(verifier.signingKey("2019-02-25")))
                .isEqualTo("ac658d5dde49e9bfdd14e04e062f66b05d9f637d44b8a8d845327d4a77f666b1");
        assertThatCode(() -> verifier.verify(request, 1551113065L)).doesNotThrowAnyException();
    }

    @Test
    void the_action_may_be_signed_in_lower_case() {
        String signature = "644be983de9a8a3f00db8eadaba61467c3b429e2215758ba897b738ca469fd26";
        Tc3Verifier verifier = new Tc3Verifier("cvm", ID, KEY);
        ReceivedRequest request = cvmRequest(WITH_ACTION, signature);

        String canonical = canonical(request, WITH_ACTION);
        String toSign = verifier.stringToSign(canonical, 1551113065L);

        assertThat(canonical).isEqualTo(CVM_WITH_ACTION);
        assertThat(sha256(canonical)).isEqualTo("7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84");
        assertThat(toSign)
                .isEqualTo("TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n"
                        + "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84");
        assertThat(keys(KEY, "2019-02-25", "cvm"))
                .containsExactly(
                        "d1308c81fe71cfd4e06437bbc067b2b8a3d2d8c0e375d547f15c41d5214b395a",
                        "3c7cb7c7795393edc14fd2e0e6434a518564b4504b88e94f5d11bf59ba3e7050",
                        "ac658d5dde49e9bfdd14e04e062f66b05d9f637d44b8a8d845327d4a77f666b1");
        assertThat(signature(verifier, "2019-02-25", toSign)).isEqualTo(signature);
        assertThatCode(() -> verifier.verify(request, 1551113065L)).doesNotThrowAnyException();
    }

    @Test
    void the_published_example_with_a_masked_key_is_verified_step_by_step() {
        String signature = "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f";
        Tc3Verifier masked = new Tc3Verifier("cvm", ID, "*".repeat(32));
        ReceivedRequest request = cvmRequest(WITH_ACTION, signature);

        String canonical = canonical(request, WITH_ACTION);
        String toSign = masked.stringToSign(canonical, 1551113065L);

        assertThat(canonical).isEqualTo(CVM_WITH_ACTION);
        assertThat(sha256(canonical)).isEqualTo("7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84");
        assertThat(keys("*".repeat(32), "2019-02-25", "cvm"))
                .containsExactly(
                        "da98fb70dcf6b112dc21038d1eeeb3a95c74b4dcb12c1131f864f6066bd02be0",
                        "8d70cbefb03939f929db64d32dc2ba89b1095620119fe3e050e2b18c5bd2752f",
                        "b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af");
        assertThat(Tc3Verifier.hex(masked.signingKey("2019-02-25")))
                .isEqualTo("b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af");
        assertThat(signature(masked, "2019-02-25", toSign)).isEqualTo(signature);
        assertThatCode(() -> masked.verify(request, 1551113065L)).doesNotThrowAnyException();
    }

    @Test
    void a_rerank_request_that_signs_its_action_is_verified_step_by_step() {
        String signature = "026a52e3d4d0b9b91981d217086f994e6c8dcf9d174e331124f88155e5734de6";
        ReceivedRequest request = rerankRequest(
                JSON, "lkeap.intl.tencentcloudapi.com", signature, Map.of("X-TC-Action", "RunRerank"), WITH_ACTION);

        String canonical = canonical(request, WITH_ACTION);
        String toSign = rerank.stringToSign(canonical, RERANK_TIME);

        assertThat(canonical).isEqualTo("""
                        POST
                        /

                        content-type:application/json; charset=utf-8
                        host:lkeap.intl.tencentcloudapi.com
                        x-tc-action:runrerank

                        content-type;host;x-tc-action
                        3d7e6863a076a4ade584a99eca99a9fde6043c1852cfafe2cf0399b2ad76ef01""");
        assertThat(sha256(canonical)).isEqualTo("3ba11476fe83ce6809288270fa3eef103078c3611c63e9e1cb22677c20ee6d51");
        assertThat(toSign)
                .isEqualTo("TC3-HMAC-SHA256\n1795168395\n2026-11-20/lkeap/tc3_request\n"
                        + "3ba11476fe83ce6809288270fa3eef103078c3611c63e9e1cb22677c20ee6d51");
        assertThat(keys(KEY, "2026-11-20", "lkeap"))
                .containsExactly(
                        "2965a32537f6b59748d187fce320d689ca9186c00a02c456717af8dfab1ee7bc",
                        "e83070c9bcdb3eb99d4fed1c914d884d83879f43af1a429f31fad3885533ea4f",
                        "05102bb0b46de45430c939861982a41f617fdb105ed0820844f506db03224cb5");
        assertThat(signature(rerank, "2026-11-20", toSign)).isEqualTo(signature);
        assertThatCode(() -> rerank.verify(request, RERANK_TIME)).doesNotThrowAnyException();
    }

    @Test
    void a_request_of_the_official_sdk_is_verified_step_by_step() {
        ReceivedRequest request = rerankRequest(
                JSON,
                "lkeap.intl.tencentcloudapi.com",
                "ad5f449f71dfde1b38a5da214a6f4f7fb73c5b7ba35342027068b78aa800b3a4",
                Map.of());

        String canonical = canonical(request, "content-type;host");

        assertThat(canonical).isEqualTo("""
                        POST
                        /

                        content-type:application/json; charset=utf-8
                        host:lkeap.intl.tencentcloudapi.com

                        content-type;host
                        3d7e6863a076a4ade584a99eca99a9fde6043c1852cfafe2cf0399b2ad76ef01""");
        assertThat(sha256(canonical)).isEqualTo("88e80703fa59ee3fbe1d4086492d16c75c642ce304f862b993545043d2043f21");
        assertThat(Tc3Verifier.hex(rerank.signingKey("2026-11-20")))
                .isEqualTo("05102bb0b46de45430c939861982a41f617fdb105ed0820844f506db03224cb5");
        assertThatCode(() -> rerank.verify(request, RERANK_TIME)).doesNotThrowAnyException();
    }

    @Test
    void a_token_changes_nothing() {
        ReceivedRequest request = rerankRequest(
                JSON,
                "lkeap.intl.tencentcloudapi.com",
                "ad5f449f71dfde1b38a5da214a6f4f7fb73c5b7ba35342027068b78aa800b3a4",
                Map.of("X-TC-Token", "invented-token"));

        assertThatCode(() -> rerank.verify(request, RERANK_TIME)).doesNotThrowAnyException();
    }

    @Test
    void the_body_may_be_left_out_of_the_signature() {
        ReceivedRequest request = rerankRequest(
                JSON,
                "lkeap.intl.tencentcloudapi.com",
                "6e2d4fe638384ca7fa90329419d9beab3760311026f7239673d2519adbba07c7",
                Map.of("X-TC-Content-SHA256", "UNSIGNED-PAYLOAD"));

        assertThat(sha256(canonical(request, "content-type;host")))
                .isEqualTo("14b2ef0b5c51ee8b17f76188ab54d2ca3de1f56493dbb763c3cb8e330a6fcac9");
        assertThatCode(() -> rerank.verify(request, RERANK_TIME)).doesNotThrowAnyException();
    }

    @Test
    void the_content_type_is_signed_as_it_is_sent() {
        ReceivedRequest request = rerankRequest(
                "application/json",
                "lkeap.intl.tencentcloudapi.com",
                "94bec4abc5f40f27dcd0b6ceef195bccbe1f8c9447f8d00d2b10787fd94f50db",
                Map.of());

        assertThat(sha256(canonical(request, "content-type;host")))
                .isEqualTo("3b137f827eac9b071fbc2b33a344e5cbf8c383c08d65ff9ea3e87f9a6f8206a3");
        assertThatCode(() -> rerank.verify(request, RERANK_TIME)).doesNotThrowAnyException();
    }

    @Test
    void the_date_is_the_one_in_utc() {
        ReceivedRequest request = rerankRequest(
                JSON,
                "lkeap.tencentcloudapi.com",
                "7010dda163c3c631a7f25f09caf0d70bd528b1ff9f55b53023ce5a28975dd44c",
                Map.of());

        assertThat(sha256(canonical(request, "content-type;host")))
                .isEqualTo("8cbc9a6952d3554ce9d7f83318760ba7e426bd67a94a56de2477a5928d161d1f");
        assertThatCode(() -> rerank.verify(request, 1795192200L)).doesNotThrowAnyException();
    }

    @Test
    void another_signature_is_refused() {
        ReceivedRequest request = rerankRequest(JSON, "lkeap.intl.tencentcloudapi.com", "0".repeat(64), Map.of());

        assertRefused(request, "AuthFailure.SignatureFailure");
    }

    @Test
    void another_scope_is_refused() {
        assertRefused(authorized(authorization(ID, "2026-11-21", "lkeap")), "AuthFailure.SignatureFailure");
        assertRefused(authorized(authorization(ID, "2026-11-20", "cvm")), "AuthFailure.SignatureFailure");
    }

    @Test
    void another_secret_id_is_refused() {
        assertRefused(authorized(authorization("AKIDother", "2026-11-20", "lkeap")), "AuthFailure.SecretIdNotFound");
    }

    @Test
    void an_authorization_of_another_form_is_refused() {
        assertRefused(authorized("Bearer invented-key"), "AuthFailure.InvalidAuthorization");
        assertRefused(new ReceivedRequest("POST", "/", Map.of(), new byte[0]), "AuthFailure.InvalidAuthorization");
    }

    @Test
    void content_type_and_host_must_be_signed_and_sent() {
        String unsignedHost = authorization(ID, "2026-11-20", "lkeap").replace("content-type;host", "content-type");
        String notSent = authorization(ID, "2026-11-20", "lkeap").replace("host", "host;x-absent");

        assertRefused(authorized(unsignedHost), "AuthFailure.SignatureFailure");
        assertRefused(authorized(notSent), "AuthFailure.SignatureFailure");
    }

    private void assertRefused(ReceivedRequest request, String code) {
        assertThatThrownBy(() -> rerank.verify(request, RERANK_TIME))
                .isInstanceOfSatisfying(
                        ServiceRefusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static ReceivedRequest authorized(String authorization) {
        Map<String, List<String>> headers = Map.of(
                "Authorization", List.of(authorization), "Content-Type", List.of(JSON), "Host", List.of("localhost"));
        return new ReceivedRequest("POST", "/", headers, new byte[0]);
    }

    private static String authorization(String id, String date, String service) {
        return "TC3-HMAC-SHA256 Credential=" + id + "/" + date + "/" + service
                + "/tc3_request, SignedHeaders=content-type;host, Signature=" + "0".repeat(64);
    }

    private static ReceivedRequest cvmRequest(String signedHeaders, String signature) {
        String body = "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"],"
                + " \"Name\": \"instance-name\"}]}";
        Map<String, List<String>> headers = Map.of(
                "Content-Type", List.of(JSON),
                "Host", List.of("cvm.tencentcloudapi.com"),
                "X-TC-Action", List.of("DescribeInstances"),
                "Authorization",
                        List.of("TC3-HMAC-SHA256 Credential=" + ID + "/2019-02-25/cvm/tc3_request, SignedHeaders="
                                + signedHeaders + ", Signature=" + signature));
        return new ReceivedRequest("POST", "/", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ReceivedRequest rerankRequest(
            String contentType, String host, String signature, Map<String, String> further) {
        return rerankRequest(contentType, host, signature, further, "content-type;host");
    }

    private static ReceivedRequest rerankRequest(
            String contentType, String host, String signature, Map<String, String> further, String signedHeaders) {
        Map<String, List<String>> headers = new HashMap<>();
        further.forEach((name, value) -> headers.put(name, List.of(value)));
        headers.put("Content-Type", List.of(contentType));
        headers.put("Host", List.of(host));
        headers.put(
                "Authorization",
                List.of(authorization(ID, "2026-11-20", "lkeap")
                        .replace("content-type;host", signedHeaders)
                        .replace("0".repeat(64), signature)));
        return new ReceivedRequest("POST", "/", headers, RERANK_BODY.getBytes(StandardCharsets.UTF_8));
    }

    private static String canonical(ReceivedRequest request, String signedHeaders) {
        return Tc3Verifier.canonicalRequest(request, new TreeSet<>(Arrays.asList(signedHeaders.split(";", -1))));
    }

    private static String sha256(String text) {
        return Tc3Verifier.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The keys derived one from the other: for the date, the service, and the signature. */
    private static List<String> keys(String secretKey, String date, String service) {
        byte[] forDate = Tc3Verifier.hmac(("TC3" + secretKey).getBytes(StandardCharsets.UTF_8), date);
        byte[] forService = Tc3Verifier.hmac(forDate, service);
        byte[] forSignature = new Tc3Verifier(service, ID, secretKey).signingKey(date);
        return List.of(Tc3Verifier.hex(forDate), Tc3Verifier.hex(forService), Tc3Verifier.hex(forSignature));
    }

    private static String signature(Tc3Verifier verifier, String date, String toSign) {
        return Tc3Verifier.hex(Tc3Verifier.hmac(verifier.signingKey(date), toSign));
    }
}
