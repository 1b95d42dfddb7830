package io.github.rerank4j.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks TC3-HMAC-SHA256 signatures the way a service of Tencent Cloud does; shares no code with the signer. */
final class Tc3Verifier {
    private static final String ALGORITHM = "TC3-HMAC-SHA256";
    private static final String TERMINATOR = "tc3_request";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final Pattern AUTHORIZATION = Pattern.compile(ALGORITHM
            + " +Credential=(?<id>[^/, ]+)/(?<date>[^/, ]+)/(?<service>[^/, ]+)/" + TERMINATOR
            + ", *SignedHeaders=(?<signed>[^, ]+), *Signature=(?<signature>[0-9a-f]{64})");

    private final String service;
    private final String secretId;
    private final String secretKey;

    /**
     * @param service the name in the credential scope: the first label of the service's host
     */
    Tc3Verifier(String service, String secretId, String secretKey) {
        this.service = service;
        this.secretId = secretId;
        this.secretKey = secretKey;
    }

    /**
     * Returns when the request is signed with our key.
     *
     * @param timestamp the request's own time, in seconds
     */
    void verify(ReceivedRequest request, long timestamp) {
        String authorization = request.header("Authorization");
        Matcher claim = AUTHORIZATION.matcher(authorization == null ? "" : authorization);
        if (!claim.matches()) {
            throw new ServiceRefusal(
                    "AuthFailure.InvalidAuthorization", "Authorization is not of the form of " + ALGORITHM + ".");
        }
        if (!claim.group("id").equals(secretId)) {
            throw new ServiceRefusal("AuthFailure.SecretIdNotFound", "The SecretId is not found.");
        }
        String date = utcDate(timestamp);
        if (!claim.group("service").equals(service) || !claim.group("date").equals(date)) {
            throw wrongSignature("The credential scope must be " + scope(date) + ".");
        }
        String expected = signature(request, signedHeaders(claim.group("signed")), timestamp);
        if (!MessageDigest.isEqual(utf8(expected), utf8(claim.group("signature")))) {
            throw wrongSignature("The provided credentials could not be validated: the signature does not match.");
        }
    }

    private static SortedSet<String> signedHeaders(String list) {
        SortedSet<String> names = new TreeSet<>(Arrays.asList(list.split(";", -1)));
        if (!names.contains("content-type") || !names.contains("host")) {
            throw wrongSignature("SignedHeaders must contain content-type and host.");
        }
        return names;
    }

    private String signature(ReceivedRequest request, SortedSet<String> signed, long timestamp) {
        String toSign = stringToSign(canonicalRequest(request, signed), timestamp);
        return hex(hmac(signingKey(utcDate(timestamp)), toSign));
    }

    static String canonicalRequest(ReceivedRequest request, SortedSet<String> signed) {
        String headers = signed.stream()
                .map(name -> name + ":" + signedValue(request, name) + "\n")
                .collect(Collectors.joining());
        String payload = UNSIGNED.equals(request.header("X-TC-Content-SHA256"))
                ? sha256(utf8(UNSIGNED))
                : sha256(request.body());
        return String.join("\n", request.method(), "/", "", headers, String.join(";", signed), payload);
    }

    private static String signedValue(ReceivedRequest request, String name) {
        String value = request.header(name);
        if (value == null) {
            throw wrongSignature("The signed header " + name + " was not sent.");
        }
        return value.trim().toLowerCase(Locale.ROOT);
    }

    String stringToSign(String canonicalRequest, long timestamp) {
        return String.join(
                "\n", ALGORITHM, Long.toString(timestamp), scope(utcDate(timestamp)), sha256(utf8(canonicalRequest)));
    }

    byte[] signingKey(String date) {
        return hmac(hmac(hmac(utf8("TC3" + secretKey), date), service), TERMINATOR);
    }

    private String scope(String date) {
        return date + "/" + service + "/" + TERMINATOR;
    }

    private static String utcDate(long timestamp) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(timestamp), ZoneOffset.UTC)
                .toString();
    }

    private static ServiceRefusal wrongSignature(String reason) {
        return new ServiceRefusal("AuthFailure.SignatureFailure", reason);
    }

    static String sha256(byte[] bytes) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
