package io.github.rerank4j.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.rerank4j.spi.Attempt;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Isolated("sets the locale of the JVM")
class Tc3SignerTest {

    private static final String CVM_BODY =
            "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}";
    private static final String LKEAP_BODY = "{\"Query\":\"知识引擎\",\"Docs\":[\"a\",\"b\"]}";
    private static final String LKEAP_PAYLOAD = "3d7e6863a076a4ade584a99eca99a9fde6043c1852cfafe2cf0399b2ad76ef01";
    private static final long NOON = 1795168395L;

    /** Already the next day in Shanghai. */
    private static final long EVENING = 1795192200L;

    private static final Vector V1 = new Vector(
            "cvm",
            Examples.attempt("cvm.tencentcloudapi.com", Examples.CONTENT_TYPE, CVM_BODY, 1551113065L),
            "2019-02-25",
            "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031",
            "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168");

    private static final Vector V3 = new Vector(
            "lkeap",
            Examples.attempt("lkeap.intl.tencentcloudapi.com", Examples.CONTENT_TYPE, LKEAP_BODY, NOON),
            "2026-11-20",
            "88e80703fa59ee3fbe1d4086492d16c75c642ce304f862b993545043d2043f21",
            "ad5f449f71dfde1b38a5da214a6f4f7fb73c5b7ba35342027068b78aa800b3a4");

    private static final Vector V6 = new Vector(
            "lkeap",
            Examples.attempt("lkeap.intl.tencentcloudapi.com", "application/json", LKEAP_BODY, NOON),
            "2026-11-20",
            "3b137f827eac9b071fbc2b33a344e5cbf8c383c08d65ff9ea3e87f9a6f8206a3",
            "94bec4abc5f40f27dcd0b6ceef195bccbe1f8c9447f8d00d2b10787fd94f50db");

    private static final Vector V7 = new Vector(
            "lkeap",
            Examples.attempt("lkeap.tencentcloudapi.com", Examples.CONTENT_TYPE, LKEAP_BODY, EVENING),
            "2026-11-20",
            "8cbc9a6952d3554ce9d7f83318760ba7e426bd67a94a56de2477a5928d161d1f",
            "7010dda163c3c631a7f25f09caf0d70bd528b1ff9f55b53023ce5a28975dd44c");

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    private record Vector(String service, Attempt attempt, String date, String canonicalHash, String signature) {

        long timestamp() {
            return attempt.instant().getEpochSecond();
        }

        @Override
        public String toString() {
            return attempt.host() + ", " + attempt.contentType() + ", " + attempt.instant();
        }
    }

    static Stream<Arguments> vectors_in_every_place() {
        return Stream.of(
                        "und",
                        "th-TH",
                        "th-TH-u-ca-buddhist-nu-thai",
                        "ar-EG",
                        "ar-EG-u-nu-arab",
                        "hi-IN",
                        "hi-IN-u-nu-deva",
                        "tr-TR")
                .flatMap(tag -> Stream.of("UTC", "Asia/Shanghai")
                        .flatMap(zone -> Stream.of(V1, V3, V6, V7).map(vector -> Arguments.of(vector, tag, zone))));
    }

    @AfterEach
    void restore_the_place() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @MethodSource("vectors_in_every_place")
    void each_step_gives_the_same_in_every_locale_and_zone(Vector vector, String tag, String zoneName)
            throws NoSuchAlgorithmException {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone(zoneName));
        Tc3Steps steps = new Tc3Steps();
        Tc3Key key = new Tc3Signer(vector.service()).key(Examples.PUBLISHED, vector.timestamp());

        steps.canonicalRequest(vector.attempt());
        String canonicalRequest = steps.text();
        steps.stringToSign(key, vector.timestamp());
        String stringToSign = steps.text();
        steps.authorization(key);
        String authorization = steps.text();

        assertThat(sha256(canonicalRequest)).isEqualTo(vector.canonicalHash());
        String scope = vector.date() + "/" + vector.service() + "/tc3_request";
        assertThat(stringToSign)
                .isEqualTo("TC3-HMAC-SHA256\n" + Long.toString(vector.timestamp()) + "\n" + scope + "\n"
                        + vector.canonicalHash());
        assertThat(authorization)
                .isEqualTo("TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/" + scope
                        + ", SignedHeaders=content-type;host, Signature=" + vector.signature());
    }

    @Test
    void the_canonical_request_has_an_empty_line_for_the_query_and_one_after_the_headers() {
        Tc3Steps steps = new Tc3Steps();

        steps.canonicalRequest(V3.attempt());

        assertThat(steps.text()).isEqualTo("""
                        POST
                        /

                        content-type:application/json; charset=utf-8
                        host:lkeap.intl.tencentcloudapi.com

                        content-type;host
                        """ + LKEAP_PAYLOAD);
    }

    @Test
    void header_values_are_signed_trimmed_and_in_lower_case() {
        Tc3Steps steps = new Tc3Steps();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));

        steps.canonicalRequest(Examples.attempt("LKEAP.INTL.tencentcloudapi.com", " APPLICATION/JSON ", "{}", NOON));

        assertThat(steps.text())
                .contains("\ncontent-type:application/json\n")
                .contains("\nhost:lkeap.intl.tencentcloudapi.com\n");
    }

    @Test
    void the_port_of_the_host_is_signed() {
        Tc3Steps steps = new Tc3Steps();

        steps.canonicalRequest(Examples.attempt("127.0.0.1:8080", Examples.CONTENT_TYPE, "{}", NOON));

        assertThat(steps.text()).contains("\nhost:127.0.0.1:8080\n");
    }

    @Test
    void keys_are_chained_as_bytes() {
        Tc3Key published = new Tc3Signer("cvm").key(Examples.PUBLISHED, V1.timestamp());
        Tc3Key lkeap = new Tc3Signer("lkeap").key(Examples.PUBLISHED, NOON);

        assertThat(hex(published.dateKey()))
                .isEqualTo("d1308c81fe71cfd4e06437bbc067b2b8a3d2d8c0e375d547f15c41d5214b395a");
        assertThat(hex(published.serviceKey()))
                .isEqualTo("3c7cb7c7795393edc14fd2e0e6434a518564b4504b88e94f5d11bf59ba3e7050");
        assertThat(hex(published.signingKey()))
                .isEqualTo("ac658d5dde49e9bfdd14e04e062f66b05d9f637d44b8a8d845327d4a77f666b1");
        assertThat(hex(lkeap.dateKey())).isEqualTo("2965a32537f6b59748d187fce320d689ca9186c00a02c456717af8dfab1ee7bc");
        assertThat(hex(lkeap.serviceKey()))
                .isEqualTo("e83070c9bcdb3eb99d4fed1c914d884d83879f43af1a429f31fad3885533ea4f");
        assertThat(hex(lkeap.signingKey()))
                .isEqualTo("05102bb0b46de45430c939861982a41f617fdb105ed0820844f506db03224cb5");
    }

    @Test
    void the_masked_secret_of_the_published_page_gives_its_key() {
        long day = V1.timestamp() / 86_400;

        // stars are refused as a user's credentials, so they are none here
        Tc3Key key = new Tc3Key("AKID" + "*".repeat(32), "*".repeat(32), "cvm", day);

        assertThat(hex(key.signingKey())).isEqualTo("b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af");
    }

    @Test
    void keys_are_derived_once_a_day() {
        Tc3Signer signer = new Tc3Signer("lkeap");
        long midnight = 1795219200L; // 2026-11-21T00:00:00Z
        TencentCredentials withToken =
                TencentCredentials.of(Examples.PUBLISHED.secretId(), Examples.PUBLISHED.secretKey(), "token-example");

        Tc3Key noon = signer.key(Examples.PUBLISHED, NOON);

        assertThat(signer.key(withToken, midnight - 1)).isSameAs(noon);
        assertThat(signer.key(Examples.PUBLISHED, midnight)).isNotSameAs(noon);
    }

    @Test
    void another_key_pair_gets_keys_of_its_own() {
        Tc3Signer signer = new Tc3Signer("lkeap");
        TencentCredentials otherKey = TencentCredentials.of(Examples.PUBLISHED.secretId(), "another-secret");
        TencentCredentials otherId = TencentCredentials.of("another-id", Examples.PUBLISHED.secretKey());

        Tc3Key first = signer.key(Examples.PUBLISHED, NOON);

        assertThat(hex(signer.key(otherKey, NOON).signingKey())).isNotEqualTo(hex(first.signingKey()));
        assertThat(signer.authorization(otherId, V3.attempt(), NOON)).contains("Credential=another-id/");
    }

    @Test
    void one_signer_signs_for_many_attempts_and_hosts() {
        Tc3Signer signer = new Tc3Signer("lkeap");

        for (int round = 0; round < 3; round++) {
            for (Vector vector : new Vector[] {V3, V6, V7}) {
                assertThat(signer.authorization(Examples.PUBLISHED, vector.attempt(), vector.timestamp()))
                        .endsWith(vector.signature());
            }
        }
    }

    @Test
    void many_threads_sign_at_the_same_time() {
        Tc3Signer signer = new Tc3Signer("lkeap");

        Stream<String> signatures = Stream.generate(() -> V3)
                .limit(2000)
                .parallel()
                .map(vector -> signer.authorization(Examples.PUBLISHED, vector.attempt(), vector.timestamp()));

        assertThat(signatures).allMatch(authorization -> authorization.endsWith(V3.signature()));
    }

    @Test
    void a_long_id_is_signed_whole() {
        String longId = "AKID" + "example".repeat(200);

        String authorization = new Tc3Signer("lkeap")
                .authorization(TencentCredentials.of(longId, Examples.PUBLISHED.secretKey()), V3.attempt(), NOON);

        assertThat(authorization).contains("=" + longId + "/2026").endsWith(V3.signature());
    }

    @Test
    void a_signature_costs_little_memory() {
        Tc3Signer signer = new Tc3Signer("lkeap");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int signatures = 2000;
        signer.authorization(Examples.PUBLISHED, V3.attempt(), NOON);

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < signatures; i++) {
            signer.authorization(Examples.PUBLISHED, V3.attempt(), NOON + i);
        }
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / signatures;

        assertThat(bytes).isLessThanOrEqualTo(700);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return hex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
