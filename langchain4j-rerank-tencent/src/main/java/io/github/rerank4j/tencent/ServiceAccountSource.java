package io.github.rerank4j.tencent;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rerank4j.service.CredentialHttp;
import io.github.rerank4j.spi.Json;
import io.github.rerank4j.spi.WireBody;
import io.github.rerank4j.spi.WireReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The role of the Kubernetes service account (TKE) this runs as: its token, an OIDC one, is exchanged for credentials.
 * Variables and token are read anew each time, because the cluster renews the token.
 */
final class ServiceAccountSource implements CredentialsSource {

    private static final Duration EARLY = Duration.ofMinutes(10);
    private static final int SECONDS_ASKED_FOR = 7200;

    private final CredentialHttp http;
    private final Surroundings surroundings;

    ServiceAccountSource(CredentialHttp http, Surroundings surroundings) {
        this.http = http;
        this.surroundings = surroundings;
    }

    @Override
    public String name() {
        return "TKE service account";
    }

    @Override
    public CompletableFuture<Lease> find() {
        String region = variable("TKE_REGION");
        String provider = variable("TKE_PROVIDER_ID");
        String role = variable("TKE_ROLE_ARN");
        String token = contents(variable("TKE_WEB_IDENTITY_TOKEN_FILE"));
        long now = surroundings.clock().instant().getEpochSecond();
        WireBody body = Json.write(json -> {
            Json.text(json, "ProviderId", provider);
            Json.text(json, "WebIdentityToken", token);
            Json.text(json, "RoleArn", role);
            Json.text(json, "RoleSessionName", "rerank4j-" + now);
            json.writeNumberField("DurationSeconds", SECONDS_ASKED_FOR);
        });
        return http.send(surroundings.sts(), headers(region, now), body, surroundings.stsLimit())
                .thenApply(ServiceAccountSource::lease);
    }

    /** The one action that is not signed: its token is the proof. */
    private static Map<String, String> headers(String region, long now) {
        return Map.of(
                "Authorization", "SKIP",
                "X-TC-Action", "AssumeRoleWithWebIdentity",
                "X-TC-Version", "2018-08-13",
                "X-TC-Region", region,
                "X-TC-Timestamp", Long.toString(now));
    }

    private static Lease lease(WireReply reply) {
        JsonNode response = reply.json().path("Response");
        JsonNode found = response.path("Credentials");
        if (!reply.succeeded() || !found.isObject()) {
            // the code alone: the words may repeat the token
            String code = word(response.path("Error").path("Code"), "no error code");
            String requestId = word(response.path("RequestId"), "unknown");
            throw new NoCredentials("AssumeRoleWithWebIdentity was refused: HTTP " + reply.status() + " " + code
                    + " (request " + requestId + ")");
        }
        return Lease.temporary(found, response.path("ExpiredTime"), EARLY);
    }

    /** A code or an id that looks like one. */
    private static String word(JsonNode node, String otherwise) {
        String word = node.asText("");
        return word.matches("[\\w.-]{1,100}") ? word : otherwise;
    }

    private String variable(String name) {
        return EnvironmentSource.required(surroundings.environment(), name);
    }

    private static String contents(String tokenFile) {
        try {
            String token = Files.readString(Path.of(tokenFile)).strip();
            if (!token.isEmpty()) {
                return token;
            }
            throw new NoCredentials("the file named by TKE_WEB_IDENTITY_TOKEN_FILE is empty");
        } catch (IOException | InvalidPathException unreadable) {
            throw new NoCredentials("the file named by TKE_WEB_IDENTITY_TOKEN_FILE cannot be read ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
    }
}
